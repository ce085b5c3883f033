package org.rpicluster.balancer.vertx.upstream.http2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.reach.Reach;
import org.rpicluster.balancer.vertx.upstream.MemberPool;
import org.rpicluster.balancer.vertx.upstream.Opening;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * The HTTP/2 connections of one event loop to one member. The first that has room takes an
 * exchange, so that those that are not needed grow old and go; another one is opened, one at a
 * time, only when none has room. Bounded by {@link UpstreamOptions#connectionsMax}, and so are the
 * exchanges that wait. On its loop only.
 */
public final class Http2Pool implements MemberPool {

  private final Reach reach;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private final List<Session> open = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Session connecting;
  private boolean serveComes;
  private boolean retired;

  /**
   * A pool without any connection yet.
   *
   * @param reach the way to the member
   * @param options the cluster's limits and timeouts
   * @param ticker the clocks
   */
  public Http2Pool(Reach reach, UpstreamOptions options, Ticker ticker) {
    this.reach = reach;
    this.options = options;
    this.ticker = ticker;
  }

  @Override
  public boolean leadTo(Member other) {
    return reach.member() == other || reach.member().url().equals(other.url());
  }

  @Override
  public boolean isEmpty() {
    return open.isEmpty() && connecting == null && waiting.isEmpty();
  }

  @Override
  public void open(UpstreamLeg.Connection connection, UpstreamListener listener) {
    Session roomy = waiting.isEmpty() ? withRoom() : null;
    if (roomy != null) {
      roomy.begin(connection, listener);
    } else if (waiting.size() < (long) options.connectionsMax() * Session.STREAMS_MAX) {
      await(new Waiting(connection, listener));
      connectIfMay();
    } else {
      listener.failed(new UpstreamFailure(Kind.NO_CONNECTION, "too many wait for a connection"));
    }
  }

  private @Nullable Session withRoom() {
    for (Session session : List.copyOf(open)) {
      if (session.hasRoom() && isStillThere(session)) {
        return session;
      }
    }
    return null;
  }

  /** One that leads to where the member was before takes nothing new. */
  private boolean isStillThere(Session session) {
    boolean stillThere = reach.leadsTo(session.channel());
    if (!stillThere) {
      session.leave();
    }
    return stillThere;
  }

  private void await(Waiting entry) {
    waiting.add(entry);
    entry.listener.opening(entry);
    reach
        .loop()
        .schedule(
            () -> {
              if (waiting.remove(entry)) {
                entry.fail(Kind.NO_CONNECTION, "every stream in use");
              }
            },
            options.acquireTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void connectIfMay() {
    if (connecting != null || open.size() >= options.connectionsMax()) {
      return;
    }
    Session session =
        new Session(this, reach.loop(), options, reach.member().scheme().isTls(), ticker);
    connecting = session;
    reach
        .connect(options.connectTimeout(), session.handler())
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                session.connected();
              } else {
                session.lost(String.valueOf(connected.cause()));
              }
            });
  }

  /** A connection has shown that it can be used. */
  void ready(Session session) {
    connecting = null;
    open.add(session);
    if (!session.hasRoom()) {
      session.close();
      failWaiting("it allows no streams");
      return;
    }
    serve();
    if (retired) {
      session.leave();
    } else if (!session.isUsed()) {
      session.rest(); // whoever it was opened for has left
    }
  }

  /** There may be room for those that wait: once this turn of the loop is over. */
  void roomChanged() {
    if (!waiting.isEmpty() && !serveComes) {
      serveComes = true;
      reach
          .loop()
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
      Waiting next = waiting.poll();
      roomy.begin(next.connection, next.listener);
      roomy = withRoom();
    }
    if (!waiting.isEmpty()) {
      connectIfMay();
    }
  }

  /**
   * A connection is gone.
   *
   * @param wasReady whether it could ever be used
   */
  void gone(Session session, boolean wasReady, String detail) {
    open.remove(session);
    if (connecting == session) {
      connecting = null;
    }
    if (wasReady || !open.isEmpty()) {
      roomChanged();
    } else {
      failWaiting(detail);
    }
  }

  private void failWaiting(String detail) {
    List<Waiting> all = new ArrayList<>(waiting);
    waiting.clear();
    all.forEach(entry -> entry.fail(Kind.CONNECT_FAILED, detail));
  }

  @Override
  public void retire() {
    retired = true;
    new ArrayList<>(open).forEach(Session::leave);
  }

  @Override
  public void close() {
    retired = true;
    new ArrayList<>(open).forEach(Session::close);
    if (connecting != null) {
      connecting.close();
    }
  }

  /** An exchange that waits; an object of its own, so that it can be found again. */
  private final class Waiting implements Opening {
    private final UpstreamLeg.Connection connection;
    private final UpstreamListener listener;

    Waiting(UpstreamLeg.Connection connection, UpstreamListener listener) {
      this.connection = connection;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      waiting.remove(this);
    }

    void fail(Kind kind, String detail) {
      listener.failed(new UpstreamFailure(kind, true, detail));
    }
  }
}
