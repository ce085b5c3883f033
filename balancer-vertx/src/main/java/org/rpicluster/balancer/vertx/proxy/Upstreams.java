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
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.connect.Reach;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.upstream.ConnectionUse;
import org.rpicluster.balancer.vertx.upstream.MemberPool;
import org.rpicluster.balancer.vertx.upstream.PooledUpstream;
import org.rpicluster.balancer.vertx.upstream.Upstream;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;
import org.rpicluster.balancer.vertx.upstream.http1.Http1Pool;
import org.rpicluster.balancer.vertx.upstream.http2.Http2Pool;

/**
 * The ways to the members of each cluster. They outlive the proxies that share them: a proxy with
 * other routes that takes the place of another uses the same connections. Any thread.
 */
public final class Upstreams {

  private final Vertx vertx;
  private final NameResolver names;
  private final Ticker ticker;
  private final Map<Shared, Upstream> upstreams = new ConcurrentHashMap<>();

  /**
   * Without any upstream yet.
   *
   * @param vertx on whose event loops the connections will be
   * @param ticker the clocks
   */
  public Upstreams(Vertx vertx, Ticker ticker) {
    this(vertx, NameResolver.ofSystem(vertx), ticker);
  }

  /**
   * Without any upstream yet, and with other names than those of the system.
   *
   * @param vertx on whose event loops the connections will be
   * @param names how the names of members become addresses
   * @param ticker the clocks
   */
  public Upstreams(Vertx vertx, NameResolver names, Ticker ticker) {
    this.vertx = vertx;
    this.names = names;
    this.ticker = ticker;
  }

  /** How the names of members become addresses. */
  public NameResolver names() {
    return names;
  }

  /** The upstream of a cluster: one for the same balancer with the same options. */
  Upstream of(ProxiedCluster cluster) {
    return upstreams.computeIfAbsent(Shared.by(cluster), this::upstreamOf);
  }

  private Upstream upstreamOf(Shared cluster) {
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
    return new PooledUpstream(pools, options.connectionsMax(), options.tunnelsMax());
  }

  /**
   * Closes the connections to other clusters than these; no proxy may use those any more.
   *
   * @return resolves when they are closed
   */
  public Future<Void> retain(Collection<ProxiedCluster> clusters) {
    Set<Shared> used = clusters.stream().map(Shared::by).collect(Collectors.toSet());
    List<Future<Void>> closed = new ArrayList<>();
    for (Shared cluster : upstreams.keySet()) {
      Upstream upstream = used.contains(cluster) ? null : upstreams.remove(cluster);
      if (upstream != null) {
        closed.add(upstream.close());
      }
    }
    return Future.join(closed).mapEmpty();
  }

  /** The connections to a member of a cluster now. */
  public ConnectionUse use(ProxiedCluster cluster, Candidate member) {
    Upstream upstream = upstreams.get(Shared.by(cluster));
    return upstream == null ? ConnectionUse.NONE : upstream.use(member);
  }

  /** Closes the connections that are not in use: files are needed elsewhere. */
  public void closeIdle() {
    upstreams.values().forEach(Upstream::closeIdle);
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
