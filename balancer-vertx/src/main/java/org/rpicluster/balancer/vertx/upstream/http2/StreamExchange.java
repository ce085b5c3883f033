package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.AnswerListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * One exchange with a member, on a stream of its own: what goes to the member, and how it ends;
 * whatever becomes of it, the others on the same connection go on. What comes of the member is read
 * by {@link StreamReader}. Held back, it takes no more than one stream's window, as no byte of it
 * is counted as taken until it is let go. On its event loop only. RFC 9113 §5, §6.9.
 */
final class StreamExchange extends StreamPace {

  private final Session session;
  private final SessionHandler handler;
  private final boolean again;
  private final long framesHeardBefore;
  private final StreamProgress progress = new StreamProgress();

  private @Nullable Http2Stream stream;
  private boolean toFlush;

  /**
   * An exchange.
   *
   * @param again whether it was begun before, on a connection that turned out to be stale
   */
  StreamExchange(
      Session session, SessionHandler handler, UpstreamListener listener, boolean again) {
    super(session, listener);
    this.session = session;
    this.handler = handler;
    this.again = again;
    framesHeardBefore = session.framesHeard();
  }

  @Override
  public void sendHead(Head upstreamRequest, boolean bodyFollows) {
    progress.requestBegun(upstreamRequest.line().method());
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
    if (isOver() || !isBegun()) {
      chunk.release();
      return;
    }
    handler.writeBody(stream, chunk, false);
    if (progress.isHeadReceived() || !isWritable()) {
      expectMore();
    }
  }

  @Override
  public void sendEnd(@Nullable Head trailers) {
    if (isOver() || !isBegun()) {
      return;
    }
    if (trailers == null) {
      handler.writeEnd(stream);
    } else {
      handler.writeHead(stream, RequestFields.ofTrailers(trailers), true);
    }
    requestSent();
  }

  private void requestSent() {
    progress.requestSent();
    if (!progress.isHeadReceived()) {
      expectHead();
    }
  }

  @Override
  public boolean isWritable() {
    return stream != null && handler.isWritable(stream);
  }

  /** The member takes more of the request. */
  void writable() {
    if (!isOver() && !progress.isRequestSent()) {
      expectNothing();
      if (progress.isHeadReceived()) {
        expectMore();
      }
      try {
        goOn();
      } catch (RuntimeException | Error e) {
        failedHere(e);
      }
    }
  }

  StreamProgress progress() {
    return progress;
  }

  /** The answer is to end here. */
  void end(@Nullable Head trailers) {
    String fault = progress.faultOfEnd();
    if (!fault.isEmpty()) {
      broken(fault);
      return;
    }
    AnswerListener told = answer();
    over();
    if (!progress.isRequestSent()) {
      handler.reset(stream, Http2Error.CANCEL); // the rest of the request is of no use any more
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
    try {
      if (answer() != null) {
        answer().flush();
      }
    } catch (RuntimeException | Error e) {
      failedHere(e);
    }
  }

  @Override
  public void pause() {
    holdBack();
  }

  @Override
  public void resume() {
    int bytes = letGo();
    if (!isOver()) {
      handler.taken(stream, bytes);
      expectMore();
    }
  }

  @Override
  void timedOut() {
    if (!isOver()) {
      session.doubt(framesHeardBefore);
      fail(new UpstreamFailure(progress.whenSilent(), ""));
    }
  }

  /** The member has reset the stream, and nothing else. */
  void reset(Http2Error error) {
    fail(StreamFailures.ofReset(error, progress.isUntouched()));
  }

  /** The member goes, and has taken up no stream after this one. */
  void leftBehindAfter(int lastStreamId) {
    if (stream == null || stream.id() > lastStreamId) {
      stream = null; // the other end does not know it
      fail(StreamFailures.ofGoAway(mayBeStale()));
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
   * @param begun whether its head was
   */
  void unsent(boolean begun, String detail) {
    fail(StreamFailures.unsent(begun, detail));
  }

  /** What came, or could not be sent, breaks the protocol. */
  void broken(String detail) {
    fail(StreamFailures.broken(detail));
  }

  /** The connection is lost. */
  void lost(String detail) {
    fail(new UpstreamFailure(progress.whenLost(mayBeStale()), detail));
  }

  @Override
  protected void giveUp() {
    if (stream != null) {
      handler.reset(stream, Http2Error.CANCEL);
    }
    session.finished(this, false);
  }
}
