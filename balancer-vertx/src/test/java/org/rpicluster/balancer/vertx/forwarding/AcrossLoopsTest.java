package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.ONE_CONNECTION;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/** One connection to the member, and two event loops that want it. */
class AcrossLoopsTest {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final Set<String> loops = ConcurrentHashMap.newKeySet();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private int listen(Balancer balancer) throws Exception {
    BalancingProxy proxy =
        BalancingProxy.builder(vertx)
            .observer(summary -> loops.add(Thread.currentThread().getName()))
            .route(Route.to("/", new ProxiedCluster(balancer, ONE_CONNECTION)))
            .build();
    vertx
        .deployVerticle(() -> new Server(proxy), new DeploymentOptions().setInstances(2))
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    return servers.get(0).actualPort();
  }

  private final class Server extends VerticleBase {
    private final BalancingProxy proxy;

    Server(BalancingProxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(proxy)
          .listen(-1, "127.0.0.1") // the same free port for every instance
          .onSuccess(servers::add);
    }
  }

  private static Balancer before(RawMember member) {
    return Balancer.builder("test", Strategies.byRequests())
        .member(Member.of(member.url()))
        .build();
  }

  @Test
  void connectionThatRestsOnOneLoop_isGivenUpForTheOther() throws Exception {
    try (RawMember member = new RawMember(ok("x"))) {
      int port = listen(before(member));
      try (RawClient first = new RawClient(port);
          RawClient second = new RawClient(port)) {
        for (int i = 0; i < 5; i++) {
          assertThat(first.get("/").readAnswer()).endsWith("x");
          assertThat(second.get("/").readAnswer()).endsWith("x");
        }
        await(() -> loops.size() == 2);
        assertThat(member.connections()).isEqualTo(10);
      }
    }
  }

  @Test
  void connectionInUseOnOneLoop_isWaitedForOnTheOther() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember member = new RawMember(after(thought, ok("first")), ok("second"))) {
      Balancer balancer = before(member);
      int port = listen(balancer);
      try (RawClient first = new RawClient(port);
          RawClient second = new RawClient(port)) {
        first.get("/first");
        await(() -> member.heads().size() == 1);
        second.get("/second");
        await(() -> balancer.candidates().get(0).counters().inFlight() == 2);
        assertThat(member.connections()).isEqualTo(1);
        thought.countDown();
        assertThat(first.readAnswer()).endsWith("first");
        assertThat(second.readAnswer()).endsWith("second");
        await(() -> loops.size() == 2);
      }
    }
  }
}
