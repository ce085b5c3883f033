package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.codec.ChunkWriter;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.HeadWriter;

/**
 * The bytes of a connection's answers, one after the other: a head, and pieces of its body in the
 * framing that was decided for it. A short piece stands behind its head in one buffer, a long one
 * is not copied. On the connection's event loop only. RFC 9112 §6, §7.
 */
final class AnswerBytes {

  /** Size and line end of a chunk, and those of the last one. */
  private static final int FRAMES_BYTES = 2 * ChunkWriter.FRAME_BYTES_MAX;

  /**
   * What is decided with the head stands in it as well: its framing, and whether it is the last.
   */
  private static final int DECIDED_BYTES = 96;

  private final Http1Handler handler;
  private final Http1Answer answer;
  private final AnswerFraming framing;
  private boolean headSent;
  private long sent;

  AnswerBytes(Http1Handler handler, Http1Answer answer, AnswerFraming framing) {
    this.handler = handler;
    this.answer = answer;
    this.framing = framing;
  }

  /** For another answer. */
  void reset() {
    headSent = false;
    sent = 0;
  }

  boolean isHeadSent() {
    return headSent;
  }

  /** How much of the body was written. */
  long sent() {
    return sent;
  }

  /** A head without a body, that is none of the final answer's. */
  void interim(HttpResponseStatus interim, Fields fields) {
    Head head = new Head();
    head.line().answer(interim.code(), interim.reasonPhrase());
    fields.forEach(field -> head.add(field.getKey(), field.getValue()));
    ByteBuf out = buffer(head.heldBytes());
    HeadWriter.write(head, out);
    handler.output().write(out, handler.ctx().voidPromise());
  }

  /** The head alone: what follows it is not known yet. */
  void head() {
    ByteBuf out = buffer(headRoom());
    putHeadOrRelease(AnswerFraming.UNKNOWN, out);
    handler.output().write(out, handler.ctx().voidPromise());
  }

  /** What is to be written next, with its head if that is due. */
  void piece(@Nullable ByteBuf piece, boolean last, ChannelPromise taken) {
    int bytes = piece == null || framing.isBodiless() ? 0 : piece.readableBytes();
    boolean together = bytes <= Http1Answer.TOGETHER_BYTES_MAX;
    ByteBuf out = begin(bytes, last, together);
    sent += bytes;
    if (together && bytes > 0) {
      piece.getBytes(piece.readerIndex(), out.ensureWritable(bytes), bytes);
    } else if (bytes > 0) {
      handler.output().write(out, handler.ctx().voidPromise());
      ByteBuf uncopied = piece.retainedDuplicate();
      if (!framing.isChunked()) {
        handler.output().write(uncopied, taken);
        return;
      }
      handler.output().write(uncopied, handler.ctx().voidPromise());
      out = buffer(FRAMES_BYTES);
    }
    endChunks(bytes, last, out);
    handler.output().write(out, taken);
  }

  /** The head if it is due, and what stands before a piece. */
  private ByteBuf begin(int bytes, boolean last, boolean together) {
    int room = (headSent ? 0 : headRoom()) + (together ? bytes : 0) + FRAMES_BYTES;
    ByteBuf out = buffer(room);
    if (!headSent) {
      putHeadOrRelease(last ? bytes : AnswerFraming.UNKNOWN, out);
    }
    if (framing.isChunked() && bytes > 0) {
      ChunkWriter.begin(bytes, out);
    }
    return out;
  }

  /** What stands behind a piece, and behind the last one. */
  private void endChunks(int bytes, boolean last, ByteBuf out) {
    if (!framing.isChunked()) {
      return;
    }
    if (bytes > 0) {
      ChunkWriter.end(out);
    }
    Head trailers = answer.answer().trailers();
    if (last && trailers == null) {
      ChunkWriter.last(out);
    } else if (last) {
      ChunkWriter.last(trailers, out);
    }
  }

  /** One that cannot be written, as its status is none, leaves no buffer behind. */
  private void putHeadOrRelease(long bodyBytes, ByteBuf out) {
    try {
      putHead(bodyBytes, out);
    } catch (RuntimeException e) {
      out.release();
      throw e;
    }
  }

  /** Its version is the request's, as a client of the older one may know no other. */
  private void putHead(long bodyBytes, ByteBuf out) {
    headSent = true;
    answer.closeAnnounced |= handler.ending().isWithNext();
    framing.decide(bodyBytes);
    Head head = answer.answer().head;
    head.line().answer(answer.status(), answer.phrase());
    int from = out.writerIndex();
    HeadWriter.write(head, out);
    if (answer.protocol() == Protocol.HTTP_1_0) {
      out.setByte(from + "HTTP/1.".length(), '0');
    }
    handler.output().begun(framing.isUntilClose());
  }

  private int headRoom() {
    return answer.answer().head.writtenBytes() + DECIDED_BYTES;
  }

  private ByteBuf buffer(int bytes) {
    return handler.ctx().alloc().directBuffer(bytes);
  }
}
