package org.rpicluster.balancer.vertx.kit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyBuilder;
import org.rpicluster.balancer.vertx.connect.Names;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
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
  private static final Duration GONE_AT_ONCE = Duration.ofMillis(1);

  private final Vertx vertx;
  private final Balancer balancer;
  private final BalancingProxy proxy;
  private final HttpServer server;
  private final List<ExchangeSummary> settled = new CopyOnWriteArrayList<>();
  private final List<HttpServerResponse> answers = new CopyOnWriteArrayList<>();

  private TestProxy(
      Balancer balancer, UnaryOperator<Route.ToCluster> route, UpstreamOptions options)
      throws Exception {
    this(balancer, route, options, builder -> builder, false, GONE_AT_ONCE);
  }

  private TestProxy(
      Balancer balancer,
      UnaryOperator<Route.ToCluster> route,
      UpstreamOptions options,
      UnaryOperator<BalancingProxyBuilder> change,
      boolean nativeTransport,
      Duration halfClosedSilence)
      throws Exception {
    vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(nativeTransport));
    this.balancer = balancer;
    Route.ToCluster all = Route.to("/", new ProxiedCluster(balancer, options));
    BalancingProxyBuilder builder =
        change.apply(BalancingProxy.builder(vertx).observer(settled::add));
    proxy = builder.route(route.apply(all)).build();
    server = listen(new HttpServerOptions().setHttp2ClearTextEnabled(false), halfClosedSilence);
  }

  private HttpServer listen(HttpServerOptions options, Duration halfClosedSilence)
      throws Exception {
    return vertx
        .createHttpServer(options)
        .connectionHandler(
            connection -> ClientWire.watch(connection, new Http1ServerConfig(), halfClosedSilence))
        .invalidRequestHandler(proxy)
        .requestHandler(
            inboundRequest -> {
              answers.add(inboundRequest.response());
              proxy.handle(inboundRequest);
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  /** Before these members, in turn. */
  public static TestProxy before(RawMember... members) throws Exception {
    return before(PATIENT, members);
  }

  /** Before these members, with other timeouts. */
  public static TestProxy before(UpstreamOptions options, RawMember... members) throws Exception {
    return before(options, Stream.of(members).map(RawMember::url).toArray(String[]::new));
  }

  /** Before these members, with other timeouts, of a time that the test moves. */
  public static TestProxy at(Ticker ticker, UpstreamOptions options, RawMember... members)
      throws Exception {
    BalancerBuilder balancer = Balancer.builder("test", Strategies.byRequests());
    Stream.of(members).map(RawMember::url).map(Member::of).forEach(balancer::member);
    return new TestProxy(
        balancer.build(),
        route -> route,
        options,
        builder -> builder.ticker(ticker),
        false,
        GONE_AT_ONCE);
  }

  /** Before members wherever they are, whatever they speak. */
  public static TestProxy before(UpstreamOptions options, String... urls) throws Exception {
    BalancerBuilder builder = Balancer.builder("test", Strategies.byRequests());
    for (String url : urls) {
      builder.member(Member.of(url));
    }
    return new TestProxy(builder.build(), route -> route, options);
  }

  /** Before one member, on the system's own transport or Java's. */
  public static TestProxy on(boolean nativeTransport, RawMember member) throws Exception {
    return on(nativeTransport, builder -> builder, member);
  }

  /** Before one member, wherever it is, on the system's own transport or Java's. */
  public static TestProxy on(boolean nativeTransport, String url) throws Exception {
    return on(nativeTransport, builder -> builder, url);
  }

  /** The same, built as the test wants it. */
  public static TestProxy on(
      boolean nativeTransport, UnaryOperator<BalancingProxyBuilder> change, RawMember member)
      throws Exception {
    return on(nativeTransport, change, member.url());
  }

  private static TestProxy on(
      boolean nativeTransport, UnaryOperator<BalancingProxyBuilder> change, String url)
      throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(url)).build();
    return new TestProxy(balancer, route -> route, PATIENT, change, nativeTransport, GONE_AT_ONCE);
  }

  /** Before a cluster that the test has made. */
  public static TestProxy before(Balancer balancer) throws Exception {
    return new TestProxy(balancer, route -> route, PATIENT);
  }

  /** Before these members, which get a length with bodies of up to so many bytes. */
  public static TestProxy buffering(
      int bytes, UnaryOperator<BalancingProxyBuilder> change, RawMember... members)
      throws Exception {
    BalancerBuilder builder = Balancer.builder("test", Strategies.byRequests());
    Stream.of(members).map(RawMember::url).map(Member::of).forEach(builder::member);
    Balancer balancer = builder.build();
    ProxiedCluster cluster = new ProxiedCluster(balancer, PATIENT).requestBuffer(bytes);
    return new TestProxy(
        balancer,
        all -> new Route.ToCluster(all.match(), cluster, all.rewriting()),
        PATIENT,
        change,
        false,
        GONE_AT_ONCE);
  }

  /** Before a cluster that the test has made, whose requests are attempted as it says. */
  public static TestProxy attempting(Balancer balancer, AttemptPolicy attempts) throws Exception {
    ProxiedCluster cluster = new ProxiedCluster(balancer, PATIENT).attempts(attempts);
    return new TestProxy(
        balancer, all -> new Route.ToCluster(all.match(), cluster, all.rewriting()), PATIENT);
  }

  /** Before these members, in turn, whose requests are attempted as the test says. */
  public static TestProxy attempting(AttemptPolicy attempts, RawMember... members)
      throws Exception {
    BalancerBuilder balancer = Balancer.builder("test", Strategies.byRequests());
    Stream.of(members).map(RawMember::url).map(Member::of).forEach(balancer::member);
    return attempting(balancer.build(), attempts);
  }

  /** The same, of a time that the test moves. */
  public static TestProxy attempting(Ticker ticker, AttemptPolicy attempts, RawMember... members)
      throws Exception {
    BalancerBuilder balancer = Balancer.builder("test", Strategies.byRequests());
    Stream.of(members).map(RawMember::url).map(Member::of).forEach(balancer::member);
    ProxiedCluster cluster = new ProxiedCluster(balancer.build(), PATIENT).attempts(attempts);
    return of(cluster, builder -> builder.ticker(ticker));
  }

  /** Before a member, built as the test wants it. */
  public static TestProxy with(UnaryOperator<BalancingProxyBuilder> change, RawMember member)
      throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(member.url())).build();
    return new TestProxy(balancer, route -> route, PATIENT, change, false, GONE_AT_ONCE);
  }

  /** Before a member, with patience for a client that has closed its side. */
  public static TestProxy watching(RawMember member) throws Exception {
    return watching(
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(member.url())).build());
  }

  /** Before a cluster that the test has made, with the same patience. */
  public static TestProxy watching(Balancer balancer) throws Exception {
    return new TestProxy(
        balancer, route -> route, PATIENT, builder -> builder, false, Duration.ofSeconds(20));
  }

  /** Before one member, reached in its own way. */
  public static TestProxy reaching(String url, ReachOptions reach) throws Exception {
    return reaching(url, reach, PATIENT);
  }

  /** Before one member, whose name the test knows. */
  public static TestProxy reaching(String url, ReachOptions reach, Names names) throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(url)).build();
    ProxiedCluster cluster = new ProxiedCluster(balancer, PATIENT, reach);
    return new TestProxy(
        balancer,
        all -> new Route.ToCluster(all.match(), cluster, all.rewriting()),
        PATIENT,
        builder -> builder.names(names),
        false,
        GONE_AT_ONCE);
  }

  /** Before one member, reached in its own way, with other timeouts. */
  public static TestProxy reaching(String url, ReachOptions reach, UpstreamOptions options)
      throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(url)).build();
    ProxiedCluster cluster = new ProxiedCluster(balancer, options, reach);
    return new TestProxy(
        balancer, all -> new Route.ToCluster(all.match(), cluster, all.rewriting()), options);
  }

  /** The same proxy, but members are sent the client's Host. */
  public static TestProxy preservingHost(RawMember... members) throws Exception {
    BalancerBuilder builder = Balancer.builder("test", Strategies.byRequests());
    for (RawMember member : members) {
      builder.member(Member.of(member.url()));
    }
    return new TestProxy(
        builder.build(),
        route ->
            new Route.ToCluster(
                route.match(), route.cluster(), route.rewriting().preserveHost(true)),
        PATIENT);
  }

  /** Before a cluster that the test has made, built as the test wants it. */
  public static TestProxy of(ProxiedCluster cluster, UnaryOperator<BalancingProxyBuilder> change)
      throws Exception {
    return new TestProxy(
        cluster.balancer(),
        all -> new Route.ToCluster(all.match(), cluster, all.rewriting()),
        PATIENT,
        change,
        false,
        GONE_AT_ONCE);
  }

  /** With these routes. */
  public static TestProxy routing(Route.ToCluster... routes) throws Exception {
    Route.ToCluster last = routes[routes.length - 1];
    UnaryOperator<BalancingProxyBuilder> earlier =
        builder -> {
          List.of(routes).subList(0, routes.length - 1).forEach(builder::route);
          return builder;
        };
    return new TestProxy(
        last.cluster().balancer(), all -> last, PATIENT, earlier, false, GONE_AT_ONCE);
  }

  /** A raw client connected to it. */
  public RawClient connect() throws IOException {
    return new RawClient(server.actualPort());
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
    return OwnHttp2.isAsked()
        ? ownHttp2Port()
        : listen(new HttpServerOptions(), GONE_AT_ONCE).actualPort();
  }

  /** The same, where streams of our own are in the place of a Vert.x server's. */
  public int ownHttp2Port() throws Exception {
    return OwnHttp2.listen(vertx, OwnHttp2.to(proxy));
  }

  /** Its port. */
  public int port() {
    return server.actualPort();
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
    HttpServerResponse first = answers.get(0);
    // A client takes the first pieces without reading them: they fit the buffers on the way.
    boolean more = before.getAndSet(first.bytesWritten()) < first.bytesWritten();
    boolean stuck = !more && !first.ended() && first.writeQueueFull();
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

  @Override
  public void close() {
    proxy.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
