package org.rpicluster.balancer.vertx.upstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * The life of a pool, the same for every protocol: exchanges wait in it; it makes room for others
 * that wait for the same member; it retires once its member has left, and is closed with its
 * cluster. Which connection an exchange gets is the affair of its subclass. On its event loop only,
 * but for {@link #makeRoom}.
 *
 * @param <W> what waits in it
 */
public abstract class ConnectionPool<W extends PendingRequest>
    implements MemberPool, ConnectionLimit.Holder {

  /** Why nothing is opened any more. */
  protected static final String GONE = "the cluster is gone";

  /** The way to the member. */
  protected final Reach reach;

  /** What it shares with the pools of other event loops. */
  protected final ConnectionLimit limit;

  /** The cluster's limits and timeouts. */
  protected final UpstreamOptions options;

  /** The clocks. */
  protected final Ticker ticker;

  /** In the order in which they came. */
  protected final Deque<W> waiting = new ArrayDeque<>();

  private final AtomicBoolean roomAsked = new AtomicBoolean();
  private boolean retired;
  private boolean closed;

  /** A pool without any connection yet. */
  protected ConnectionPool(
      Reach reach, ConnectionLimit limit, UpstreamOptions options, Ticker ticker) {
    this.reach = reach;
    this.limit = limit;
    this.options = options;
    this.ticker = ticker;
    limit.join(this);
  }

  @Override
  public final boolean leadTo(Member other) {
    return reach.member() == other || reach.member().url().equals(other.url());
  }

  /** Whether it has a connection, or one is being made. */
  protected abstract boolean hasConnections();

  @Override
  public final boolean isEmpty() {
    return !hasConnections() && waiting.isEmpty();
  }

  @Override
  public final void makeRoom() {
    if (!roomAsked.getAndSet(true)) {
      reach
          .loop()
          .execute(
              () -> {
                roomAsked.set(false);
                closeForOthers();
              });
    }
  }

  /** Exchanges wait for a place: connections that can be spared are closed. */
  protected abstract void closeForOthers();

  /** Whether its member has left: no connection is kept any more. */
  protected final boolean isRetired() {
    return retired;
  }

  @Override
  public final void retire() {
    retired = true;
    limit.part(this);
    keepNothing();
  }

  /** Closes what no exchange uses; what is in use is closed after it. */
  protected abstract void keepNothing();

  /** Whether its cluster is gone: nothing is opened any more. */
  protected final boolean isClosed() {
    return closed;
  }

  @Override
  public final void close() {
    closed = true;
    retire();
    closeAll();
    failWaiting(Kind.NO_CONNECTION, GONE);
  }

  /** Closes every connection, those in use as well. */
  protected abstract void closeAll();

  /** Those that wait get no connection. */
  protected final void failWaiting(Kind kind, String detail) {
    for (W asked : List.copyOf(waiting)) {
      asked.refuse(kind, detail);
    }
  }
}
