package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.FailureReason;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.upstream.ConnectionLimit;
import org.rpicluster.balancer.vertx.upstream.ConnectionPool;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.Upstream.Connection;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * Chooses the connection for each exchange of one event loop with one member: the first that has
 * room takes it, so that those that are not needed grow old and go; another one is opened, one at a
 * time and as long as the member's limit allows, only when none has room. On its loop only, but for
 * {@link #granted} and {@link #makeRoom}.
 */
public final class Http2Pool extends ConnectionPool<PendingStream>
    implements ConnectionLimit.Applicant {

  private final List<Session> open = new ArrayList<>();
  private @Nullable Session connecting;
  private boolean inLine;
  private boolean serveComes;

  /**
   * A pool without any connection yet.
   *
   * @param reach the way to the member
   * @param limit what it shares with the pools of other event loops
   * @param options the cluster's limits and timeouts
   * @param ticker the clocks
   */
  public Http2Pool(Reach reach, ConnectionLimit limit, UpstreamOptions options, Ticker ticker) {
    super(reach, limit, options, ticker);
  }

  EventLoop loop() {
    return reach.loop();
  }

  @Override
  protected boolean hasConnections() {
    return !open.isEmpty() || connecting != null;
  }

  @Override
  public Opening open(Connection wanted, UpstreamListener listener) {
    Session roomy = waiting.isEmpty() ? withRoom() : null;
    if (roomy != null) {
      roomy.begin(wanted, listener);
      return Opening.NONE;
    }
    PendingStream asked = new PendingStream(this, wanted, listener);
    if (isClosed()) {
      asked.fail(Kind.NO_CONNECTION, GONE);
    } else if (waiting.size() < (long) options.connectionsMax() * Session.STREAMS_MAX) {
      waiting.add(asked);
      asked.waitAtMost(options.acquireTimeout());
      askForAnother();
    } else {
      asked.fail(Kind.NO_CONNECTION, "too many wait for a connection");
    }
    return asked;
  }

  private @Nullable Session withRoom() {
    for (int i = 0; i < open.size(); i++) {
      Session session = open.get(i);
      if (session.hasRoom()) {
        if (reach.leadsTo(session.channel())) {
          return session;
        }
        session.leave(); // the member is elsewhere now
      }
    }
    return null;
  }

  /** An exchange waits no longer. */
  void forget(PendingStream asked) {
    waiting.remove(asked);
    leaveLine();
  }

  private void leaveLine() {
    if (inLine && waiting.isEmpty() && limit.leave(this)) {
      inLine = false;
    }
  }

  private void askForAnother() {
    if (connecting != null || inLine) {
      return;
    }
    switch (limit.ask(this)) {
      case GRANTED -> connect();
      case WAITS -> inLine = true;
      case REFUSED -> {} // those that wait may still get a stream
    }
  }

  @Override
  public void granted() {
    loop()
        .execute(
            () -> {
              inLine = false;
              if (waiting.isEmpty()) {
                limit.giveBack();
              } else {
                connect();
              }
            });
  }

  private void connect() {
    Session session = new Session(this, options, reach.member().scheme().isTls(), ticker);
    connecting = session;
    reach
        .connect(options.connectTimeout(), session.handler())
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                session.connected();
              } else {
                String reason = FailureReason.of(connected.cause());
                Kind kind = Kind.ofConnecting(connected.cause());
                if (kind != Kind.CONNECT_FAILED) {
                  failWaiting(kind, reason);
                }
                session.lost(reason);
              }
            });
  }

  /** A connection has shown that it can be used. */
  void ready(Session session) {
    connecting = null;
    open.add(session);
    if (!session.hasRoom()) {
      session.close();
      failWaiting(Kind.CONNECT_FAILED, "it allows no streams");
      return;
    }
    serve();
    if (isRetired()) {
      session.leave();
    } else if (!session.isUsed()) {
      session.rest(); // the exchange that it was opened for has left
    }
  }

  /** There may be room for those that wait: once this turn of the loop is over. */
  void roomChanged() {
    if (!waiting.isEmpty() && !serveComes) {
      serveComes = true;
      loop()
          .execute(
              () -> {
                serveComes = false;
                serve();
              });
    }
  }

  private void serve() {
    Session roomy = withRoom();
    while (roomy != null && !waiting.isEmpty()) {
      waiting.poll().beginOn(roomy);
      roomy = withRoom();
    }
    if (waiting.isEmpty()) {
      leaveLine();
    } else {
      askForAnother();
    }
  }

  /**
   * A connection is gone; or it was never made.
   *
   * @param wasReady whether it could ever be used
   */
  void gone(Session session, boolean wasReady, String detail) {
    open.remove(session);
    if (connecting == session) {
      connecting = null;
    }
    limit.giveBack();
    if (wasReady || !open.isEmpty()) {
      roomChanged();
    } else {
      failWaiting(Kind.CONNECT_FAILED, detail);
    }
  }

  /** What is not used goes at once; of several that are, the last takes nothing more. */
  @Override
  protected void closeForOthers() {
    int before = open.size();
    closeIdle();
    long unused = open.stream().filter(session -> !session.isUsed()).count();
    if (unused == 0 && before > 1) {
      open.get(before - 1).leave();
    }
  }

  @Override
  public void closeIdle() {
    new ArrayList<>(open).stream().filter(session -> !session.isUsed()).forEach(Session::close);
  }

  @Override
  protected void keepNothing() {
    new ArrayList<>(open).forEach(Session::leave);
  }

  @Override
  protected void closeAll() {
    new ArrayList<>(open).forEach(Session::close);
    if (connecting != null) {
      connecting.close();
    }
  }
}
