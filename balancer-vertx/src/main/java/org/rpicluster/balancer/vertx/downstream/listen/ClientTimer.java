package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.AttributeKey;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.Activity;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.downstream.HeldByConnection;
import org.rpicluster.balancer.vertx.netty.InactivityTimer;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;

/**
 * Closes a connection whose client keeps it without asking for anything: in its handshake, within a
 * head, or between requests. While a request is under way it sleeps. One timer for each connection;
 * a request costs a clock reading or two. On the connection's event loop only. CVE-2007-6750.
 */
final class ClientTimer implements Activity {

  private static final AttributeKey<ClientTimer> KEY =
      AttributeKey.valueOf(ClientTimer.class, "watch");

  private final Channel connection;
  private final ConnectionLimiter limiter;
  private final InactivityTimer inactivity;
  private boolean inHead;
  private boolean expired;
  private boolean served;
  private volatile boolean givesWay;
  private long pendingBytes;

  ClientTimer(Channel connection, ConnectionLimiter limiter, Ticker ticker) {
    this.connection = connection;
    this.limiter = limiter;
    inactivity = new InactivityTimer(connection.eventLoop(), ticker, this::tooSlow);
  }

  /** That of a connection that a limiter let in, if one did. */
  static Activity of(Channel connection) {
    ClientTimer known = connection.attr(KEY).get();
    return known == null ? UNWATCHED : known;
  }

  /** It has just come in. */
  void accepted() {
    connection.attr(KEY).set(this);
    WaitingConnections.Link place = limiter.waiting().enter(this);
    connection
        .closeFuture()
        .addListener(
            closed -> {
              inactivity.stop();
              place.leave();
            });
    inactivity.expectWithin(limiter.rules().handshakeNanos());
  }

  /** Whether it waits for its client. Any thread: of another one, as it was a moment ago. */
  boolean waits() {
    return inactivity.isSet() && !givesWay;
  }

  /** Whether a request of it was answered. Any thread. */
  boolean hasServed() {
    return served;
  }

  /** When the client's time is over. Any thread. */
  long deadlineNanos() {
    return inactivity.deadlineNanos();
  }

  /** Closes it for another, unless its client has sent something meanwhile. Any thread. */
  void giveWay() {
    givesWay = true;
    connection
        .eventLoop()
        .execute(
            () -> {
              givesWay = false;
              if (inactivity.isSet()) {
                ClientChannel.closeAtOnce(connection);
              }
              limiter.hasLeft();
            });
  }

  /** Whether the client has ever taken too long. */
  boolean hasExpired() {
    return expired;
  }

  /** From now on requests come, which are told of one by one. */
  void connected(boolean tls, boolean http2) {
    expectHead();
    inHead = false;
    HeldByConnection.of(connection).connection(ConnectionCost.standing(tls, http2));
  }

  /** A head has begun, and is not whole. */
  private void expectHead() {
    inHead = true;
    inactivity.expectWithin(limiter.rules().headNanos());
  }

  /** Nothing is under way: the next request, or the end. */
  private void expectNext() {
    inHead = false;
    served = true;
    pendingBytes = Long.MAX_VALUE;
    inactivity.expectWithin(limiter.rules().idleNanos());
  }

  @Override
  public void headBegun() {
    expectHead();
  }

  @Override
  public void requestBegun() {
    inHead = false;
    inactivity.disarm();
  }

  @Override
  public void answered() {
    expectNext();
  }

  @Override
  public void switched() {
    inactivity.stop();
  }

  private void tooSlow() {
    expired = true;
    if (inHead && ClientChannel.giveUpHead(connection)) {
      return; // it is a request now, whose answer is waited for
    }
    if (pendingBytes() == 0) {
      connection.close();
    } else if (!isReading()) {
      ClientChannel.closeAtOnce(connection);
    }
  }

  /** Whether it still takes the end of the last answer; then it has as long again. */
  private boolean isReading() {
    long pending = pendingBytes();
    boolean reading = pending < pendingBytes;
    if (reading) {
      expectNext();
      pendingBytes = pending;
    }
    return reading;
  }

  private long pendingBytes() {
    ChannelOutboundBuffer buffer = connection.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
