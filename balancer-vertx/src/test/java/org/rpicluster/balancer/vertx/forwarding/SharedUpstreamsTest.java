package org.rpicluster.balancer.vertx.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.proxy.Upstreams;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** One proxy takes the place of another, as on a reload: the connections to members stay. */
class SharedUpstreamsTest {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Upstreams upstreams = new Upstreams(vertx, Ticker.system());

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private String askThrough(ProxiedCluster cluster) throws Exception {
    BalancingProxy proxy =
        BalancingProxy.builder(vertx).upstreams(upstreams).route(Route.to("/", cluster)).build();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(proxy)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
    try (RawClient client = new RawClient(port)) {
      return client.get("/").readAnswer();
    }
  }

  private static Balancer before(RawMember member) {
    return Balancer.builder("test", Strategies.byRequests())
        .member(Member.of(member.url()))
        .build();
  }

  @Test
  void sameClusterWithTheSameOptions_keepsItsConnections() throws Exception {
    try (RawMember member = new RawMember(ok("x"))) {
      Balancer balancer = before(member);
      assertThat(askThrough(ProxiedCluster.of(balancer))).endsWith("x");
      assertThat(askThrough(ProxiedCluster.of(balancer))).endsWith("x");
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @Test
  void clusterThatIsNotRetained_losesItsConnections() throws Exception {
    try (RawMember member = new RawMember(ok("x"))) {
      Balancer balancer = before(member);
      ProxiedCluster cluster = ProxiedCluster.of(balancer);
      assertThat(askThrough(cluster)).endsWith("x");
      UpstreamOptions other =
          UpstreamOptions.DEFAULT
              .but()
              .acquireTimeout(Duration.ofSeconds(1))
              .connectionsMax(1)
              .build();
      assertThat(askThrough(new ProxiedCluster(balancer, other))).endsWith("x");
      assertThat(member.connections()).isEqualTo(2);
      upstreams.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(askThrough(cluster)).endsWith("x");
      assertThat(member.connections()).isEqualTo(3);
    }
  }
}
