package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** A proxy on one event loop and a free port, before members that the test has made. */
public final class TestProxy implements AutoCloseable {

  /** Timeouts long enough for the slowest machine: no passing test waits for one. */
  public static final UpstreamOptions PATIENT =
      UpstreamOptions.DEFAULT
          .but()
          .connectTimeout(Duration.ofSeconds(20))
          .firstByteTimeout(Duration.ofSeconds(20))
          .idleTimeout(Duration.ofSeconds(20))
          .acquireTimeout(Duration.ofSeconds(20))
          .connectionsMax(64)
          .keepAlive(Duration.ofSeconds(60))
          .tunnelTimeout(Duration.ofSeconds(20))
          .build();

  /** The same, with one connection to each member at a time. */
  public static final UpstreamOptions ONE_CONNECTION = PATIENT.but().connectionsMax(1).build();

  /** A client that closes its side is taken for one that has gone. */
  static final Duration GONE_AT_ONCE = Duration.ofMillis(1);

  private final Vertx vertx;
  private final Balancer balancer;
  private final BalancingProxy proxy;
  private final int port;
  private final List<ExchangeSummary> settled = new CopyOnWriteArrayList<>();
  private final List<InboundResponse> answers = new CopyOnWriteArrayList<>();

  TestProxy(
      Balancer balancer,
      UnaryOperator<BalancingProxyBuilder> building,
      boolean nativeTransport,
      Duration halfClosedSilence)
      throws Exception {
    vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(nativeTransport));
    this.balancer = balancer;
    proxy = building.apply(BalancingProxy.builder(vertx).observer(settled::add)).build();
    port =
        Http1Listener.listen(
            vertx, TakenRequests.by(this::handle, proxy::misdirected), halfClosedSilence);
  }

  private void handle(InboundExchange inbound) {
    answers.add(inbound);
    proxy.handle(inbound);
  }

  /** One before these members, in turn, that differs from the usual one. */
  public static TestProxyBuilder builder(RawMember... members) {
    return builder(Stream.of(members).map(RawMember::url).toArray(String[]::new));
  }

  /** The same, before members wherever they are, whatever they speak. */
  public static TestProxyBuilder builder(String... urls) {
    BalancerBuilder builder = Balancer.builder("test", Strategies.byRequests());
    Stream.of(urls).map(Member::of).forEach(builder::member);
    return builder(builder.build());
  }

  /** The same, before a cluster that the test has made. */
  public static TestProxyBuilder builder(Balancer balancer) {
    return new TestProxyBuilder(balancer, List.of());
  }

  /** The same, before a cluster with all that is said of it. */
  public static TestProxyBuilder builder(ProxiedCluster cluster) {
    return builder(Route.to("/", cluster));
  }

  /** The same, with these routes. */
  public static TestProxyBuilder builder(Route.ToCluster... routes) {
    Balancer last = routes[routes.length - 1].cluster().balancer();
    return new TestProxyBuilder(last, List.of(routes));
  }

  /** The usual one, before these members, in turn. */
  public static TestProxy before(RawMember... members) throws Exception {
    return builder(members).start();
  }

  /** The usual one, with other timeouts. */
  public static TestProxy before(UpstreamOptions options, RawMember... members) throws Exception {
    return builder(members).options(options).start();
  }

  /** The same, before members wherever they are, whatever they speak. */
  public static TestProxy before(UpstreamOptions options, String... urls) throws Exception {
    return builder(urls).options(options).start();
  }

  /** The usual one, before a cluster that the test has made. */
  public static TestProxy before(Balancer balancer) throws Exception {
    return builder(balancer).start();
  }

  /** A raw client connected to it. */
  public RawClient connect() throws IOException {
    return new RawClient(port);
  }

  /** A client connected to it that keeps cookies. */
  public Browser browser() throws IOException {
    return new Browser(connect());
  }

  /** A client connected to another port of it, where HTTP/2 is spoken without TLS. */
  public Http2Client connectHttp2() throws Exception {
    return new Http2Client(http2Port());
  }

  /** Another port of it, where HTTP/2 is spoken without TLS. */
  public int http2Port() throws Exception {
    return Http2Listener.listen(vertx, proxy);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** The cluster behind it. */
  public Balancer balancer() {
    return balancer;
  }

  /** What became of the first {@code count} exchanges, once they have ended. */
  public List<ExchangeSummary> settled(int count) {
    await(() -> settled.size() >= count);
    return settled;
  }

  /** Runs something on the event loop while the first answer waits for its client to take more. */
  public void whileFirstAnswerIsHeldBack(Runnable work) {
    AtomicLong before = new AtomicLong();
    await(() -> onLoop(() -> isFirstAnswerStuck(before, work)));
  }

  private boolean isFirstAnswerStuck(AtomicLong before, Runnable work) {
    InboundResponse first = answers.get(0);
    // A client takes the first pieces without reading them: they fit the buffers on the way.
    boolean more = before.getAndSet(first.bytesSent()) < first.bytesSent();
    boolean stuck = !more && !first.isAnswered() && first.isFull();
    if (stuck) {
      work.run();
    }
    return stuck;
  }

  private boolean onLoop(BooleanSupplier work) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    vertx.runOnContext(turn -> done.complete(work.getAsBoolean()));
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Waits until a condition holds, at most as long as no test should take. */
  public static void await(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(45)).until(condition::getAsBoolean);
  }

  /** The same, until it has been counted down. */
  public static void await(CountDownLatch latch) {
    await(() -> latch.getCount() == 0);
  }

  @Override
  public void close() {
    proxy.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
