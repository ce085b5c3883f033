package org.rpicluster.balancer.vertx.kit;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Starts a {@link TestProxy} that differs from the usual one in what is said here. */
public final class TestProxyBuilder {

  private final Balancer balancer;
  private final List<Route.ToCluster> routes;
  private UpstreamOptions options = TestProxy.PATIENT;
  private ReachOptions reach = ReachOptions.DEFAULT;
  private AttemptPolicy attempts = AttemptPolicy.DEFAULT;
  private int requestBuffer;
  private Rewriting rewriting = Rewriting.DEFAULT;
  private UnaryOperator<BalancingProxyBuilder> change = builder -> builder;
  private boolean nativeTransport;
  private Duration halfClosedSilence = TestProxy.GONE_AT_ONCE;

  /** Of routes that are whole; the others are made of what is said here. */
  TestProxyBuilder(Balancer balancer, List<Route.ToCluster> routes) {
    this.balancer = balancer;
    this.routes = routes;
  }

  /** With other timeouts, and other numbers of connections. */
  public TestProxyBuilder options(UpstreamOptions other) {
    options = other;
    return this;
  }

  /** With members that are reached in their own way. */
  public TestProxyBuilder reach(ReachOptions other) {
    reach = other;
    return this;
  }

  /** With requests that are attempted in another way. */
  public TestProxyBuilder attempts(AttemptPolicy other) {
    attempts = other;
    return this;
  }

  /** With members that get a length with bodies of up to so many bytes. */
  public TestProxyBuilder requestBuffer(int bytes) {
    requestBuffer = bytes;
    return this;
  }

  /** With members that are sent the client's Host. */
  public TestProxyBuilder preserveHost() {
    rewriting = rewriting.preserveHost(true);
    return this;
  }

  /** Of a time that the test moves. */
  public TestProxyBuilder ticker(Ticker ticker) {
    return but(builder -> builder.ticker(ticker));
  }

  /** With the handler built in another way. */
  public TestProxyBuilder but(UnaryOperator<BalancingProxyBuilder> other) {
    UnaryOperator<BalancingProxyBuilder> before = change;
    change = builder -> other.apply(before.apply(builder));
    return this;
  }

  /** On the system's own transport, or Java's. */
  public TestProxyBuilder nativeTransport(boolean isNative) {
    nativeTransport = isNative;
    return this;
  }

  /** With patience for a client that has closed its side. */
  public TestProxyBuilder patientWithHalfClosed() {
    halfClosedSilence = Duration.ofSeconds(20);
    return this;
  }

  /** The proxy, at a free port. */
  public TestProxy start() throws Exception {
    List<Route.ToCluster> all = routes.isEmpty() ? List.of(route()) : routes;
    return new TestProxy(
        balancer,
        builder -> {
          BalancingProxyBuilder changed = change.apply(builder);
          all.forEach(changed::route);
          return changed;
        },
        nativeTransport,
        halfClosedSilence);
  }

  private Route.ToCluster route() {
    ProxiedCluster cluster =
        new ProxiedCluster(balancer, options, reach)
            .attempts(attempts)
            .requestBuffer(requestBuffer);
    return new Route.ToCluster(Route.to("/", cluster).match(), cluster, rewriting);
  }
}
