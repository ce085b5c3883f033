package org.rpicluster.balancer.vertx.upstream.http2;

import org.rpicluster.balancer.vertx.upstream.ListenedExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;

/**
 * The pace of one exchange on a stream: it is held back while its client takes no more, and
 * otherwise the member is to go on in time. A base and no part of {@link StreamExchange}, as a part
 * would cost every exchange an object. On its event loop only.
 */
abstract class StreamPace extends ListenedExchange {

  private final Session session;
  private boolean paused;
  private int bytesHeldBack;
  private long deadlineNanos = StreamDeadlines.NONE;

  StreamPace(Session session, UpstreamListener listener) {
    super(listener);
    this.session = session;
  }

  @Override
  public final void over() {
    super.over();
    expectNothing();
  }

  /** The deadline has passed. */
  abstract void timedOut();

  /** How long is left until the deadline. */
  final long leftNanos(long now) {
    return deadlineNanos == StreamDeadlines.NONE ? StreamDeadlines.NONE : deadlineNanos - now;
  }

  /** The request is sent: the head of the answer is to come in time. */
  final void expectHead() {
    deadlineNanos = session.deadlineOfFirstByte();
  }

  /** The member is to go on in time; unless it is held back, which is not its fault. */
  final void expectMore() {
    deadlineNanos = paused ? StreamDeadlines.NONE : session.deadlineOfMore();
  }

  /** It is not the member's turn, or the exchange is over. */
  final void expectNothing() {
    deadlineNanos = StreamDeadlines.NONE;
  }

  /** What comes from now on is not counted as taken. */
  final void holdBack() {
    paused = true;
    expectNothing();
  }

  /** So many bytes have come; whether they are held back. */
  final boolean isHeldBack(int bytes) {
    bytesHeldBack += paused ? bytes : 0;
    return paused;
  }

  /** Nothing is held back any more; gives the bytes that were. */
  final int letGo() {
    paused = false;
    int bytes = bytesHeldBack;
    bytesHeldBack = 0;
    return bytes;
  }
}
