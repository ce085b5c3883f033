package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Ticker;

/**
 * HTTP/1.1 to the members of one cluster, on Netty's codecs. Every event loop that opens an
 * exchange gets its own {@link LoopConnections}, found by one array read; nothing is shared.
 */
public final class NettyLeg implements UpstreamLeg {

  /** The members that it can speak to; a configuration with others is refused. */
  public static final Set<Scheme> SPOKEN = Set.of(Scheme.HTTP);

  private final Connector connector;
  private final UpstreamOptions options;
  private final Ticker ticker;
  private final Queue<LoopConnections> all = new ConcurrentLinkedQueue<>();
  private final FastThreadLocal<LoopConnections> ofThisLoop = new FastThreadLocal<>();

  /**
   * A leg.
   *
   * @param connector makes connections
   * @param options the cluster's limits and timeouts
   * @param ticker the clocks
   */
  public NettyLeg(Connector connector, UpstreamOptions options, Ticker ticker) {
    this.connector = connector;
    this.options = options;
    this.ticker = ticker;
  }

  @Override
  public void open(
      Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener) {
    connections(loop).to(candidate).open(connection, listener);
  }

  private LoopConnections connections(EventLoop loop) {
    LoopConnections connections = ofThisLoop.get();
    if (connections == null) {
      connections = new LoopConnections(loop, connector, options, ticker);
      ofThisLoop.set(connections);
      all.add(connections);
    }
    return connections;
  }

  @Override
  public Future<Void> close() {
    return Future.join(all.stream().map(LoopConnections::close).toList()).mapEmpty();
  }
}
