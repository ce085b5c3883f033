package org.rpicluster.balancer.vertx.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingServer;
import org.rpicluster.balancer.vertx.VertxHandlers;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.routing.Match;

@Timeout(60)
class BalancingServerTest {

  private static final String ANY_PORT = "127.0.0.1:0";

  private final Vertx vertx = Vertx.vertx();
  private RawMember member;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(RawMember.ok("hello"));
  }

  @AfterEach
  void stop() throws Exception {
    member.close();
    await(vertx.close());
  }

  @Test
  void server_carriesRequests_withoutAServerOfVertx() throws Exception {
    int port = await(server().start().map(open -> open.get(0).address().port()));

    try (RawClient client = new RawClient(port)) {
      client.get("/a").get("/b");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(client.read(5)).isEqualTo("hello");
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void server_isClosed_withItsVertx() throws Exception {
    int port = await(server().start().map(open -> open.get(0).address().port()));

    await(vertx.close());

    assertThatIOException().isThrownBy(() -> new RawClient(port));
  }

  @Test
  void server_isClosed_withTheVerticleThatHasStartedIt() throws Exception {
    Started started = new Started(server());
    String id = await(vertx.deployVerticle(started));
    try (RawClient idle = new RawClient(started.port)) {
      await(vertx.undeploy(id));

      assertThat(idle.readAll()).isEmpty();
    }
    assertThatIOException().isThrownBy(() -> new RawClient(started.port));
  }

  @Test
  void portInUse_isAFailure_andNothingListens() throws Exception {
    int taken = await(server().start().map(open -> open.get(0).address().port()));
    BalancingServer second = BalancingServer.builder(vertx).listen("127.0.0.1:" + taken).build();

    boolean listens = await(second.start().map(true).otherwise(false));

    assertThat(listens).isFalse();
  }

  @Test
  void routeToAHandlerOfAServer_isRefused_asThereIsNone() {
    Route route = VertxHandlers.route(Match.of("/"), request -> {});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BalancingServer.builder(vertx).route(route))
        .withMessageContaining("expected: to a cluster or LocalHandler");
  }

  private BalancingServer server() {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(member.url())).build();
    return BalancingServer.builder(vertx)
        .listen(ANY_PORT)
        .route(Route.to("/", ProxiedCluster.of(balancer)))
        .build();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Starts a server as its own. */
  private static final class Started extends VerticleBase {
    private final BalancingServer server;
    private int port;

    Started(BalancingServer server) {
      this.server = server;
    }

    @Override
    public Future<?> start() {
      return server.start().onSuccess(open -> port = open.get(0).address().port());
    }
  }
}
