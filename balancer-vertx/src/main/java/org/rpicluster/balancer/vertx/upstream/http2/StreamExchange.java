package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * One exchange with a member, on a stream of its own: whatever becomes of it, the others on the
 * same connection go on. Held back, it takes no more than one stream's window, as no byte of it is
 * counted as taken until it is let go. On its event loop only. RFC 9113 §5, §6.9.
 */
final class StreamExchange implements UpstreamExchange {

  private final Session session;
  private final SessionHandler handler;
  private final boolean again;
  private final long framesHeardBefore;
  private final StreamProgress progress = new StreamProgress();

  /** No call is listened to once the exchange is over. */
  private @Nullable UpstreamListener listener;

  private @Nullable Http2Stream stream;
  private boolean paused;
  private int bytesHeldBack;
  private boolean toFlush;
  private long deadlineNanos = StreamDeadlines.NONE;

  /**
   * An exchange.
   *
   * @param again whether it was begun before, on a connection that turned out to be stale
   */
  StreamExchange(
      Session session, SessionHandler handler, UpstreamListener listener, boolean again) {
    this.session = session;
    this.handler = handler;
    this.listener = listener;
    this.again = again;
    framesHeardBefore = session.framesHeard();
  }

  /** Begins it. */
  void begin() {
    try {
      listener.connected(this);
    } catch (RuntimeException | Error e) {
      failedHere(e);
    }
  }

  /**
   * Its listener has thrown, which says nothing about the member, and nothing about the other
   * exchanges on the connection: Netty would end them all.
   */
  private void failedHere(Throwable fault) {
    try {
      fail(UpstreamFailure.failedHere(fault));
    } catch (RuntimeException | Error e) {
      Faults.rethrowIfFatal(e); // told of its end it throws again: it has had its end
    }
    Faults.rethrowIfFatal(fault);
  }

  @Override
  public void sendHead(HttpRequest upstreamRequest, boolean bodyFollows) {
    progress.requestBegun(upstreamRequest.method());
    stream = handler.open(this);
    if (stream == null) {
      // Not within this call: its caller goes on as if the head was sent.
      handler.later(() -> unsent(false, "no stream could be opened"));
      return;
    }
    handler.writeHead(stream, RequestFields.of(upstreamRequest, session.isSecure()), !bodyFollows);
    if (!bodyFollows) {
      requestSent();
    }
  }

  @Override
  public void sendBody(ByteBuf chunk) {
    if (listener == null || !isBegun()) {
      chunk.release();
      return;
    }
    handler.writeBody(stream, chunk, false);
    if (progress.isHeadReceived() || !isWritable()) {
      expectMore();
    }
  }

  @Override
  public void sendEnd(HttpHeaders trailers) {
    if (listener == null || !isBegun()) {
      return;
    }
    if (trailers.isEmpty()) {
      handler.writeEnd(stream);
    } else {
      handler.writeHead(stream, RequestFields.ofTrailers(trailers), true);
    }
    requestSent();
  }

  private void requestSent() {
    progress.requestSent();
    if (!progress.isHeadReceived()) {
      deadlineNanos = session.deadlineOfFirstByte();
    }
  }

  @Override
  public boolean isWritable() {
    return stream != null && handler.isWritable(stream);
  }

  /** The member takes more of the request. */
  void writable() {
    if (listener != null && !progress.isRequestSent()) {
      deadlineNanos = StreamDeadlines.NONE;
      if (progress.isHeadReceived()) {
        expectMore();
      }
      try {
        listener.writable();
      } catch (RuntimeException | Error e) {
        failedHere(e);
      }
    }
  }

  /** Fields have come: an interim head, the head, or trailers. */
  void received(Http2Headers fields, boolean isLast) {
    if (listener == null) {
      return;
    }
    progress.received();
    try {
      receivedFields(fields, isLast);
    } catch (RuntimeException | Error e) {
      failedHere(e);
    }
  }

  private void receivedFields(Http2Headers fields, boolean isLast) {
    if (progress.isHeadReceived()) {
      end(ResponseFields.trailersOf(fields));
      return;
    }
    int status = ResponseFields.statusOf(fields);
    if (status < 0 || status == 101) {
      fail(Kind.PROTOCOL_ERROR, false, "status " + fields.status());
    } else if (status < 200) {
      interim(status, fields, isLast);
    } else {
      progress.headReceived(status, fields);
      String fault = isLast ? progress.faultOfEnd() : "";
      if (!fault.isEmpty()) {
        fail(Kind.PROTOCOL_ERROR, false, fault);
        return;
      }
      expectMore();
      session.toFlush(this);
      listener.head(ResponseFields.headOf(status, fields));
      endIf(isLast);
    }
  }

  private void interim(int status, Http2Headers fields, boolean isLast) {
    if (isLast || progress.isInterimTooMany()) {
      fail(Kind.PROTOCOL_ERROR, false, "an interim answer too many, or one that is the last");
    } else {
      listener.interim(ResponseFields.headOf(status, fields));
    }
  }

  /**
   * A piece of the body has come.
   *
   * @return how many bytes of the window are free again
   */
  int received(ByteBuf data, int padding, boolean isLast) {
    int bytes = data.readableBytes() + padding;
    if (listener == null) {
      return bytes;
    }
    progress.received();
    String fault = progress.faultOfBody(data.readableBytes());
    if (!fault.isEmpty()) {
      fail(Kind.PROTOCOL_ERROR, false, fault);
      return bytes;
    }
    try {
      if (data.isReadable()) {
        expectMore();
        session.toFlush(this);
        listener.body(data.retain());
      }
      endIf(isLast);
    } catch (RuntimeException | Error e) {
      failedHere(e);
    }
    if (paused && listener != null) {
      bytesHeldBack += bytes;
      return 0;
    }
    return bytes;
  }

  private void endIf(boolean isLast) {
    // The listener may have given up meanwhile.
    if (isLast && listener != null) {
      end(EmptyHttpHeaders.INSTANCE);
    }
  }

  private void end(HttpHeaders trailers) {
    String fault = progress.faultOfEnd();
    if (!fault.isEmpty()) {
      fail(Kind.PROTOCOL_ERROR, false, fault);
      return;
    }
    UpstreamListener told = over();
    if (!progress.isRequestSent()) {
      handler.reset(stream, Http2Error.CANCEL); // the rest of the request is of no use to anybody
    }
    session.finished(this, true);
    told.end(trailers);
  }

  /** Whether what came is to be flushed, and has not been noted yet. */
  boolean noteFlush() {
    boolean isNew = !toFlush;
    toFlush = true;
    return isNew;
  }

  /** Nothing more could be read for now. */
  void flush() {
    toFlush = false;
    if (listener != null) {
      try {
        listener.flush();
      } catch (RuntimeException | Error e) {
        failedHere(e);
      }
    }
  }

  @Override
  public void pause() {
    paused = true;
    deadlineNanos = StreamDeadlines.NONE;
  }

  @Override
  public void resume() {
    paused = false;
    if (listener == null) {
      return;
    }
    int bytes = bytesHeldBack;
    bytesHeldBack = 0;
    handler.taken(stream, bytes);
    expectMore();
  }

  /** The member is to go on in time; unless it is held back, which is not its fault. */
  private void expectMore() {
    deadlineNanos = paused ? StreamDeadlines.NONE : session.deadlineOfMore();
  }

  /** How long is left until the deadline. */
  long leftNanos(long now) {
    return deadlineNanos == StreamDeadlines.NONE ? StreamDeadlines.NONE : deadlineNanos - now;
  }

  /** The deadline has passed. */
  void timedOut() {
    if (listener != null) {
      session.doubt(framesHeardBefore);
      fail(progress.whenSilent(), false, "");
    }
  }

  /** The member has reset the stream, and nothing else. */
  void reset(Http2Error error) {
    if (listener == null) {
      return;
    }
    if (error == Http2Error.REFUSED_STREAM && progress.isUntouched()) {
      fail(Kind.REFUSED, true, "refused by the member");
    } else if (error == Http2Error.CANCEL && progress.isUntouched()) {
      // As a gRPC server does when the client's deadline has passed: not its own fault.
      fail(Kind.REFUSED, false, "called off by the member");
    } else {
      fail(Kind.RESET, false, "reset by the member: " + error);
    }
  }

  /** The member goes, and has taken up no stream after this one. */
  void leftBehindAfter(int lastStreamId) {
    if (stream == null || stream.id() > lastStreamId) {
      stream = null; // the other end does not know it
      fail(mayBeStale() ? Kind.STALE : Kind.REFUSED, true, "the member went away");
    }
  }

  /** Twice in a row would be no accident any more. */
  private boolean mayBeStale() {
    return session.wasUsed() && !again;
  }

  /** Whether the head of the request is on its way: the member may have begun to work. */
  boolean isBegun() {
    return stream != null && stream.isHeadersSent();
  }

  /**
   * The request could not be sent, or not to its end.
   *
   * @param begun whether its head was: then it must not be sent again
   */
  void unsent(boolean begun, String detail) {
    fail(begun ? Kind.UNSENDABLE : Kind.REFUSED, !begun, detail);
  }

  /** What came, or could not be sent, breaks the protocol. */
  void broken(String detail) {
    fail(Kind.PROTOCOL_ERROR, false, detail);
  }

  /** The connection is lost. */
  void lost(String detail) {
    fail(progress.whenLost(mayBeStale()), false, detail);
  }

  @Override
  public void abandon() {
    if (listener != null) {
      over();
      giveUpStream();
    }
  }

  private void fail(Kind kind, boolean untouched, String detail) {
    fail(new UpstreamFailure(kind, untouched, detail));
  }

  private void fail(UpstreamFailure failure) {
    if (listener != null) {
      UpstreamListener told = over();
      giveUpStream();
      told.failed(failure);
    }
  }

  private void giveUpStream() {
    if (stream != null) {
      handler.reset(stream, Http2Error.CANCEL);
    }
    session.finished(this, false);
  }

  private UpstreamListener over() {
    UpstreamListener told = listener;
    listener = null;
    deadlineNanos = StreamDeadlines.NONE;
    return told;
  }
}
