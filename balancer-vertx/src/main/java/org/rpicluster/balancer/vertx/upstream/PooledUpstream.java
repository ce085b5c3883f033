package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.stream.Stream;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The way to the members of one cluster, on Netty's codecs. Every event loop that opens an exchange
 * gets its own {@link LoopConnections}; all that loops share is how many connections a member may
 * have. What is spoken to a member is the affair of the {@link MemberPool} that is made for it.
 */
public final class PooledUpstream implements Upstream {

  private final MemberPool.Maker maker;
  private final MemberLimits limits;

  /**
   * A few, and found by looking at each: a thread local would leave an entry in every thread for
   * each upstream that there ever was. Copied on write.
   */
  private volatile LoopConnections[] byLoop = {};

  /** Guarded by this. */
  private boolean closed;

  /**
   * An upstream.
   *
   * @param maker makes the connections to one member
   * @param connectionsMax how many one member may have, over all event loops
   */
  public PooledUpstream(MemberPool.Maker maker, int connectionsMax) {
    this(maker, connectionsMax, UpstreamOptions.TUNNELS_MAX);
  }

  /**
   * The same.
   *
   * @param tunnelsMax how many more to one member may have become tunnels
   */
  public PooledUpstream(MemberPool.Maker maker, int connectionsMax, int tunnelsMax) {
    this.maker = maker;
    limits = new MemberLimits(connectionsMax, tunnelsMax);
  }

  @Override
  public Opening open(
      Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener) {
    return connections(loop).open(candidate, connection, listener);
  }

  private LoopConnections connections(EventLoop loop) {
    for (LoopConnections connections : byLoop) {
      if (connections.areOf(loop)) {
        return connections;
      }
    }
    return added(new LoopConnections(loop, maker, limits));
  }

  private synchronized LoopConnections added(LoopConnections connections) {
    if (closed) {
      connections.shut();
      return connections; // nothing would ever close it
    }
    byLoop =
        Stream.concat(Arrays.stream(byLoop), Stream.of(connections))
            .toArray(LoopConnections[]::new);
    return connections;
  }

  @Override
  public ConnectionUse use(Candidate candidate) {
    return limits.use(candidate);
  }

  @Override
  public void closeIdle() {
    for (LoopConnections connections : byLoop) {
      connections.closeIdle();
    }
  }

  @Override
  public synchronized Future<Void> close() {
    closed = true;
    return Future.join(Arrays.stream(byLoop).map(LoopConnections::close).toList()).mapEmpty();
  }
}
