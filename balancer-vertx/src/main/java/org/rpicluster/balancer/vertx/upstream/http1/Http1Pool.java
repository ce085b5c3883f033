package org.rpicluster.balancer.vertx.upstream.http1;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * Chooses the connection for each exchange of one event loop with one member: a kept one, the last
 * used first so that the rest can grow old and go; a new one, as long as the member's limit allows;
 * or the next that falls free. On its loop only.
 */
public final class Http1Pool extends ConnectionPool<PendingExchange> {

  private final Set<MemberConnection> open = new HashSet<>();
  private final Deque<MemberConnection> kept = new ArrayDeque<>();

  /** Of one client each, between two of its exchanges. */
  private final Set<MemberConnection> ownAtRest = new LinkedHashSet<>();

  private int connecting;

  /**
   * A pool without any connection yet.
   *
   * @param reach the way to the member
   * @param limit what it shares with the pools of other event loops
   * @param options the cluster's limits and timeouts
   * @param ticker the clocks
   */
  public Http1Pool(Reach reach, ConnectionLimit limit, UpstreamOptions options, Ticker ticker) {
    super(reach, limit, options, ticker);
  }

  @Override
  protected boolean hasConnections() {
    return !open.isEmpty() || connecting > 0;
  }

  @Override
  public Opening open(Connection wanted, UpstreamListener listener) {
    MemberConnection usable = lastKept(wanted);
    if (usable == null) {
      return ask(new PendingExchange(this, reach.loop(), limit, listener));
    }
    usable.begin(listener);
    return Opening.NONE;
  }

  private @Nullable MemberConnection lastKept(Connection wanted) {
    if (wanted == Connection.NEW) {
      return null;
    }
    MemberConnection last = kept.pollLast();
    while (last != null && !isUsable(last)) {
      last = kept.pollLast();
    }
    if (last != null && wanted == Connection.FRESH_OR_NEW && !last.isFresh()) {
      kept.addLast(last);
      return null;
    }
    return last;
  }

  /** One that leads to where the member was before is closed here. */
  private boolean isUsable(MemberConnection connection) {
    if (!connection.isOpen()) {
      return false;
    }
    boolean stillThere = reach.leadsTo(connection.channel());
    if (!stillThere) {
      connection.close();
    }
    return stillThere;
  }

  private Opening ask(PendingExchange asked) {
    switch (limit.ask(asked)) {
      case GRANTED -> connect(asked);
      case WAITS -> {
        waiting.add(asked);
        asked.waitAtMost(options.acquireTimeout());
      }
      case REFUSED -> asked.fail(Kind.NO_CONNECTION, "too many wait for a connection");
    }
    return asked;
  }

  /** Makes the connection for which there is a place now. */
  void connect(PendingExchange asked) {
    if (isClosed()) {
      limit.giveBack();
      asked.fail(Kind.NO_CONNECTION, GONE);
      return;
    }
    connecting++;
    MemberConnection connection = new MemberConnection(this, options, ticker);
    reach
        .connect(options.connectTimeout(), connection.initializer())
        .addListener(
            connected -> {
              connecting--;
              if (connected.isSuccess()) {
                opened(connection, asked);
              } else {
                limit.giveBack();
                asked.fail(
                    Kind.ofConnecting(connected.cause()), FailureReason.of(connected.cause()));
              }
            });
  }

  private void opened(MemberConnection connection, PendingExchange asked) {
    open.add(connection);
    connection.whenClosed(this::closed);
    if (isClosed()) {
      connection.close();
    }
    if (asked.isWanted()) {
      asked.connected(connection);
    } else {
      release(connection);
    }
  }

  private void closed(MemberConnection connection) {
    open.remove(connection);
    kept.remove(connection);
    ownAtRest.remove(connection);
    if (connection.isTunnel()) {
      limit.tunnelClosed();
    } else {
      limit.giveBack();
    }
  }

  /** Whether a connection may become a tunnel; it is counted as one then. */
  boolean becomesTunnel() {
    return limit.becomeTunnel();
  }

  /** An exchange waits no longer: it has a connection, or wants none. */
  void forget(PendingExchange asked) {
    waiting.remove(asked);
  }

  /** A connection is provably clean and free: an exchange that waits has it, or it is kept. */
  void release(MemberConnection connection) {
    if (!isUsable(connection)) {
      return; // its place goes to an exchange that waits
    }
    OwnedConnection owned = connection.owned();
    if (owned != null) {
      restPrivately(connection, owned);
    } else if (limit.waiting() > 0) {
      handOver(connection);
    } else if (isRetired() || options.keepAlive().isZero()) {
      connection.close();
    } else {
      kept.addLast(connection);
      connection.keep();
    }
  }

  private void restPrivately(MemberConnection connection, OwnedConnection owned) {
    ownAtRest.add(connection);
    if (!owned.rest() || isRetired()) {
      connection.close();
    } else if (limit.waiting() > 0) {
      closeForOthers();
    }
  }

  /** One that rests for its client alone does no more. */
  void leave(MemberConnection connection) {
    ownAtRest.remove(connection);
  }

  private void handOver(MemberConnection connection) {
    PendingExchange first = waiting.peek();
    if (first != null && limit.serve(first)) {
      waiting.poll();
      first.connected(connection);
    } else {
      connection.close(); // its place goes to another event loop
    }
  }

  @Override
  protected void closeForOthers() {
    int places = limit.waiting();
    for (; places > 0 && !kept.isEmpty(); places--) {
      kept.poll().close();
    }
    // A client of one of these has to authenticate again; one that waits would get none at all.
    for (MemberConnection own : List.copyOf(ownAtRest)) {
      if (places-- > 0) {
        own.close();
      }
    }
  }

  @Override
  public void closeIdle() {
    new ArrayList<>(kept).forEach(MemberConnection::close);
  }

  @Override
  protected void keepNothing() {
    closeIdle();
    new ArrayList<>(ownAtRest).forEach(MemberConnection::close);
  }

  @Override
  protected void closeAll() {
    new ArrayList<>(open).forEach(MemberConnection::close);
  }
}
