package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The pace of the exchange on a connection: it is held back while its client takes no more, and
 * otherwise the member is to go on in time. One for all exchanges of a connection, one after the
 * other; no allocation. On its event loop only.
 */
final class ConnectionPace {

  /**
   * How long what a member has said before it broke off is read: most of it lies in our kernel, the
   * last packets are on their way. For a client that reads slowly it is no longer, as on Java's own
   * transport such a connection keeps its event loop from sleeping.
   */
  private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Channel channel;
  private final InactivityTimer inactivity;
  private final UpstreamOptions options;
  private boolean paused;
  private boolean broken;

  ConnectionPace(Channel channel, InactivityTimer inactivity, UpstreamOptions options) {
    this.channel = channel;
    this.inactivity = inactivity;
    this.options = options;
  }

  /** Another exchange begins. */
  void begin() {
    paused = false;
    broken = false;
    inactivity.disarm();
  }

  /** The request is sent: the head of the answer is to come in time. */
  void expectHead() {
    inactivity.expectWithin(options.firstByteTimeout().toNanos());
  }

  /** The member is to take what was sent in time. */
  void expectTaken() {
    inactivity.expectWithin(options.idleTimeout().toNanos());
  }

  /** The member is to go on in time; unless it is held back, which is not its fault. */
  void expectMore() {
    if (!paused && !broken) {
      inactivity.expectWithin(options.idleTimeout().toNanos());
    }
  }

  /** The member has taken all that there was: now it is the client's turn. */
  void expectClient() {
    inactivity.disarm();
  }

  /** The connection is broken: from now on only the end of what the member said is waited for. */
  void broken() {
    broken = true;
  }

  /** That end is to come in time, held back or not. */
  void expectLastWords() {
    inactivity.expectWithin(LAST_WORDS_NANOS);
  }

  boolean isPaused() {
    return paused;
  }

  /** Reads no more, until {@link #resume}. */
  void pause() {
    paused = true;
    channel.config().setAutoRead(false);
    if (!broken) {
      inactivity.disarm();
    }
  }

  /** Reads again. */
  void resume() {
    paused = false;
    channel.config().setAutoRead(true);
    expectMore();
  }

  /** The answer has ended: what comes now is read at once, and makes the connection unclean. */
  void end() {
    channel.config().setAutoRead(true);
  }
}
