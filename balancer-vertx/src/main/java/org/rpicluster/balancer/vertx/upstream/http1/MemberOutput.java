package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.ChunkWriter;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.HeadWriter;
import org.rpicluster.balancer.vertx.netty.FairWrites;
import org.rpicluster.balancer.vertx.netty.TurnEnd;

/**
 * The output to a member: heads, pieces of bodies and what frames them, in as few buffers as there
 * can be. What is short stands behind its head in the same one, what is long is not copied. It is
 * sent when the event loop has read every socket that had something: then all that is short leaves
 * in a row, and its receiver is woken once for much rather than often for little ({@code
 * docs/performance.md}). One place in the {@link TurnEnd}; on its event loop only. RFC 9112 §7.1.
 */
final class MemberOutput implements Runnable {

  /**
   * What is longer goes at once. A quarter of what may wait for a member: a piece of a long body
   * must not look as if the member did not take it.
   */
  static final int SHORT_BYTES = 4 * 1024;

  /** A copy of so much costs less than another buffer on the way to the socket. */
  private static final int TOGETHER_BYTES_MAX = 2 * 1024;

  /** What stands around one piece, and behind the last. */
  private static final int FRAMES_BYTES = 2 * ChunkWriter.FRAME_BYTES_MAX;

  private final ChannelHandlerContext ctx;
  private final Runnable flushed;

  /** What was written last in this turn, and may be added to. */
  private @Nullable ByteBuf open;

  private final TurnEnd turnEnd;
  private boolean due;
  private boolean listed;

  /**
   * For one connection.
   *
   * @param flushed is told whenever what was written has been handed to the socket
   */
  MemberOutput(ChannelHandlerContext ctx, Runnable flushed) {
    this.ctx = ctx;
    this.flushed = flushed;
    turnEnd = TurnEnd.of(ctx.channel().eventLoop());
  }

  /** Sends a head, with room behind it where a body follows. */
  void head(Head head, boolean bodyFollows) {
    int room = bodyFollows ? TOGETHER_BYTES_MAX + FRAMES_BYTES : 0;
    HeadWriter.write(head, open(head.writtenBytes() + room));
    flush();
  }

  /** Sends a piece of a body, and takes over its release. */
  void piece(ByteBuf piece, boolean chunked) {
    int bytes = piece.readableBytes();
    if (bytes == 0) {
      piece.release();
      return;
    }
    FairWrites.fit(ctx.channel());
    boolean together = bytes <= TOGETHER_BYTES_MAX;
    if (chunked) {
      ChunkWriter.begin(bytes, open(FRAMES_BYTES + (together ? bytes : 0)));
    }
    if (together) {
      piece.readBytes(
          open(bytes), bytes); // asked of the piece: a slice gives, but is not taken, fast
      piece.release();
    } else {
      push();
      ctx.write(piece, ctx.voidPromise());
    }
    if (chunked) {
      ChunkWriter.end(open(FRAMES_BYTES));
    }
    flush();
  }

  /** Sends what ends a body in chunks. */
  void last(@Nullable Head trailers) {
    if (trailers == null) {
      ChunkWriter.last(open(FRAMES_BYTES));
    } else {
      ChunkWriter.last(trailers, open(FRAMES_BYTES + trailers.writtenBytes()));
    }
    flush();
  }

  /** Where so many bytes more find room. */
  private ByteBuf open(int bytes) {
    if (open != null && open.writableBytes() < bytes) {
      push();
    }
    if (open == null) {
      open = ctx.alloc().directBuffer(bytes);
    }
    return open;
  }

  private void push() {
    ByteBuf full = open;
    open = null;
    if (full != null) {
      ctx.write(full, ctx.voidPromise());
    }
  }

  private void flush() {
    ChannelOutboundBuffer unsent = ctx.channel().unsafe().outboundBuffer();
    long waiting = open == null ? 0 : open.readableBytes();
    if (unsent == null || unsent.totalPendingWriteBytes() + waiting > SHORT_BYTES) {
      flushNow();
    } else {
      due = true;
      if (!listed) {
        listed = true;
        turnEnd.add(this);
      }
    }
  }

  /** The sockets have been read. */
  @Override
  public void run() {
    listed = false;
    sendDue();
  }

  /** Sends what waits for the end of the turn. */
  void sendDue() {
    if (due) {
      flushNow();
    }
  }

  private void flushNow() {
    due = false;
    push();
    ctx.flush();
    flushed.run();
  }

  /** Whether the socket has all that was written. */
  boolean isAllSent() {
    ChannelOutboundBuffer unsent = ctx.channel().unsafe().outboundBuffer();
    return open == null && unsent != null && unsent.totalPendingWriteBytes() == 0;
  }

  /**
   * Closes the connection; what has not been sent never will be. Past the other handlers if there
   * is any: the farewell of TLS would take it along.
   */
  void closeUnsent() {
    Channel channel = ctx.channel();
    if (due) {
      drop();
      channel.unsafe().close(channel.unsafe().voidPromise());
    } else {
      channel.close();
    }
  }

  /** What has not been sent never will be. */
  void drop() {
    due = false;
    if (open != null) {
      open.release();
      open = null;
    }
  }
}
