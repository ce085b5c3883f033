package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rpicluster.balancer.member.Scheme;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The way to the members of one cluster, on Netty's codecs. Every event loop that opens an exchange
 * gets its own {@link LoopConnections}, found by one array read; nothing is shared. What is spoken
 * to a member is the affair of the {@link MemberPool} that is made for it.
 */
public final class NettyLeg implements UpstreamLeg {

  /** The members that it can speak to; a configuration with others is refused. */
  public static final Set<Scheme> SPOKEN = Set.of(Scheme.HTTP, Scheme.H2C);

  private final MemberPool.Maker maker;
  private final Queue<LoopConnections> all = new ConcurrentLinkedQueue<>();
  private final FastThreadLocal<LoopConnections> ofThisLoop = new FastThreadLocal<>();

  /**
   * A leg.
   *
   * @param maker makes the connections to one member
   */
  public NettyLeg(MemberPool.Maker maker) {
    this.maker = maker;
  }

  @Override
  public void open(
      Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener) {
    connections(loop).to(candidate).open(connection, listener);
  }

  private LoopConnections connections(EventLoop loop) {
    LoopConnections connections = ofThisLoop.get();
    if (connections == null) {
      connections = new LoopConnections(loop, maker);
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
