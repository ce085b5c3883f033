package org.rpicluster.balancer.vertx.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.Names;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.upstream.MemberPool;
import org.rpicluster.balancer.vertx.upstream.NettyLeg;
import org.rpicluster.balancer.vertx.upstream.UpstreamLeg;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;
import org.rpicluster.balancer.vertx.upstream.http1.Http1Pool;
import org.rpicluster.balancer.vertx.upstream.http2.Http2Pool;

/**
 * The ways to the members of each cluster. They outlive the proxies that share them: a proxy with
 * other routes that takes the place of another uses the same connections. Any thread.
 */
public final class UpstreamLegs {

  private final Vertx vertx;
  private final Names names;
  private final Ticker ticker;
  private final Map<Shared, UpstreamLeg> legs = new ConcurrentHashMap<>();

  /**
   * Without any leg yet.
   *
   * @param vertx on whose event loops the connections will be
   * @param ticker the clocks
   */
  public UpstreamLegs(Vertx vertx, Ticker ticker) {
    this(vertx, Names.ofSystem(vertx), ticker);
  }

  /**
   * Without any leg yet, and with other names than those of the system.
   *
   * @param vertx on whose event loops the connections will be
   * @param names how the names of members become addresses
   * @param ticker the clocks
   */
  public UpstreamLegs(Vertx vertx, Names names, Ticker ticker) {
    this.vertx = vertx;
    this.names = names;
    this.ticker = ticker;
  }

  /** How the names of members become addresses. */
  public Names names() {
    return names;
  }

  /** The leg of a cluster: one for the same balancer with the same options. */
  UpstreamLeg of(ProxiedCluster cluster) {
    return legs.computeIfAbsent(Shared.by(cluster), this::legOf);
  }

  private UpstreamLeg legOf(Shared cluster) {
    Connector connector =
        new Connector(vertx, names.forCluster(), cluster.reach(), this::closeIdle);
    cluster.balancer().candidates().members().forEach(c -> connector.prepare(c.member()));
    UpstreamOptions options = cluster.upstream();
    MemberPool.Maker pools =
        (member, loop, limit) -> {
          Reach reach = connector.to(member, loop);
          return member.scheme().isHttp2()
              ? new Http2Pool(reach, limit, options, ticker)
              : new Http1Pool(reach, limit, options, ticker);
        };
    return new NettyLeg(pools, options.connectionsMax(), options.tunnelsMax());
  }

  /**
   * Closes the connections to other clusters than these; no proxy may use those any more.
   *
   * @return resolves when they are closed
   */
  public Future<Void> retain(Collection<ProxiedCluster> clusters) {
    Set<Shared> used = clusters.stream().map(Shared::by).collect(Collectors.toSet());
    List<Future<Void>> closed = new ArrayList<>();
    for (Shared cluster : legs.keySet()) {
      UpstreamLeg leg = used.contains(cluster) ? null : legs.remove(cluster);
      if (leg != null) {
        closed.add(leg.close());
      }
    }
    return Future.join(closed).mapEmpty();
  }

  /** Closes the connections that are not in use: files are needed elsewhere. */
  public void closeIdle() {
    legs.values().forEach(UpstreamLeg::closeIdle);
  }

  /** Closes all connections, those in use as well. */
  public Future<Void> close() {
    return retain(List.of());
  }

  /** Those whose connections are the same: what else differs does not matter here. */
  private record Shared(Balancer balancer, UpstreamOptions upstream, ReachOptions reach) {

    static Shared by(ProxiedCluster cluster) {
      return new Shared(cluster.balancer(), cluster.upstream(), cluster.reach());
    }
  }
}
