package org.rpicluster.balancer.benchmarks.forward;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * One GET on a kept connection: to the origin itself, over each of the two sides alone, or over
 * both. With {@code -prof gc} what a way takes beyond the direct one is what it allocates, in all
 * threads; client and origin allocate next to nothing. The time is the way there and back of a
 * single request, not what a busy proxy takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ForwardBenchmark {

  /** Which way the request takes. */
  public enum Way {
    /** To the origin. */
    DIRECT,
    /** To a listener of the library, and no further: the seam to clients. */
    CLIENTS_SIDE,
    /** Through the connections to members alone: the seam to them. */
    MEMBERS_SIDE,
    /** Through a server of the library: all of it. */
    PROXIED,
    /** Through the handler in a Vert.x server. */
    MOUNTED
  }

  @Param Way way;

  @Param({"1024", "65536"})
  int bodyBytes;

  private final EventLoopGroup originLoops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  // As the program does: on Linux epoll, if it is on the class path.
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));

  private CannedOriginHandler origin;
  private PatientClient client;

  /** Starts everything. */
  @Setup
  public void start() throws IOException {
    origin = new CannedOriginHandler(originLoops, bodyBytes);
    client = new PatientClient(port());
  }

  private int port() {
    return switch (way) {
      case DIRECT -> origin.port();
      case CLIENTS_SIDE -> await(new ClientsSide(bodyBytes).listen(vertx));
      case MEMBERS_SIDE ->
          new MembersSideHandler(vertx, balancer().candidates().get(0), bodyBytes).listen(vertx);
      case PROXIED -> proxied();
      case MOUNTED -> mounted();
    };
  }

  private int proxied() {
    BalancingServer server =
        BalancingServer.builder(vertx).listen("127.0.0.1:0").route(route()).build();
    return URI.create(await(server.start()).get(0).url()).getPort();
  }

  private int mounted() {
    BalancingProxy proxy = BalancingProxy.builder(vertx).route(route()).build();
    HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    return await(vertx.createHttpServer(options).requestHandler(proxy).listen(0, "127.0.0.1"))
        .actualPort();
  }

  private Balancer balancer() {
    return Balancer.builder("cluster", Strategies.byRequests())
        .members(List.of(Member.of("http://127.0.0.1:" + origin.port())))
        .build();
  }

  private Route route() {
    return Route.to("/", ProxiedCluster.of(balancer()));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Stops everything. */
  @TearDown
  public void stop() throws IOException {
    client.close();
    await(vertx.close());
    origin.close();
    originLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A request and its answer. */
  @Benchmark
  public int get() throws IOException {
    return client.get();
  }
}
