package org.rpicluster.balancer.benchmarks.forward;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/**
 * One GET on a kept connection: to the origin itself, or through the proxy. With {@code -prof gc}
 * the difference is what forwarding allocates, in all threads; client and origin allocate next to
 * nothing. The time is the way there and back of a single request, not what a busy proxy takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ForwardBenchmark {

  /** Which way the request takes. */
  public enum Way {
    DIRECT,
    PROXIED
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
    client = new PatientClient(way == Way.DIRECT ? origin.port() : proxyPort());
  }

  private int proxyPort() {
    Balancer balancer =
        Balancer.builder("cluster", Strategies.byRequests())
            .members(List.of(Member.of("http://127.0.0.1:" + origin.port())))
            .build();
    BalancingProxy proxy =
        BalancingProxy.builder(vertx).route(Route.to("/", ProxiedCluster.of(balancer))).build();
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .requestHandler(proxy);
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  /** Stops everything. */
  @TearDown
  public void stop() throws IOException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    origin.close();
    originLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A request and its answer. */
  @Benchmark
  public int get() throws IOException {
    return client.get();
  }
}
