package org.rpicluster.balancer.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.client.TrustedProxies;
import org.rpicluster.balancer.vertx.config.ClientLimits;
import org.rpicluster.balancer.vertx.config.ClientTimeouts;
import org.rpicluster.balancer.vertx.config.ListenAddress;
import org.rpicluster.balancer.vertx.config.ListenerSettings;
import org.rpicluster.balancer.vertx.edge.EdgeRules;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.line.ProxiedCluster;
import org.rpicluster.balancer.vertx.line.Route;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** What an HTTP/2 connection is charged for bodies that no member takes yet. */
@Timeout(60)
class HeldFramesTest {

  private static final int MANY = 100;
  private static final int FRAMES = 20_000;

  /** At a read, and at a write; but not a timeout. */
  private static final Class<?>[] ENDED = {EOFException.class, SocketException.class};

  private static final ListenerSettings H2C =
      new ListenerSettings(new ListenAddress("127.0.0.1", 0), Optional.empty(), false, true, false);

  private final MemoryAccount memory = new MemoryAccount(512 * 1024);
  private final CountDownLatch thought = new CountDownLatch(1);
  private Vertx vertx;
  private RawMember member;
  private int port;

  @BeforeEach
  void listen() throws Exception {
    vertx = Platform.forProxy();
    member = new RawMember(RawMember.after(thought, RawMember.ok("fine")));
    Duration never = Duration.ofHours(1);
    EdgeRules rules =
        EdgeRules.of(MANY, new ClientTimeouts(never, never, never, never), TrustedProxies.NONE);
    BalancingProxy proxy =
        BalancingProxy.builder(vertx)
            .memory(memory)
            .route(
                Route.to(
                    "/",
                    ProxiedCluster.of(
                        Balancer.builder("test", Strategies.byRequests())
                            .member(Member.at(member.url()).maxInFlight(1).build())
                            .build())))
            .build();
    Listeners listeners =
        new Listeners(
            vertx,
            new ServerLimits(MANY, ClientLimits.DEFAULT),
            Gates.gate(rules, memory, line -> {}),
            proxy,
            proxy::misdirected);
    port = listeners.open(H2C).address().port();
  }

  @AfterEach
  void close() throws Exception {
    thought.countDown();
    TestProxy.await(() -> memory.used() == 0);
    member.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Sends an upload in frames of one byte, and reads until the connection has ended. */
  private static void upload(RawHttp2Client client) throws IOException {
    client.request(1, false, "POST", "/");
    for (int i = 0; i < FRAMES; i++) {
      client.send(RawHttp2Member.DATA, 0, 1, new byte[1]);
    }
    client.readToEnd();
  }

  @Test
  void framesForWhichThereIsNoRoom_endTheirConnection_andOthersOfTheSameLoopGoOn()
      throws Exception {
    try (RawHttp2Client first = new RawHttp2Client(port)) {
      first.request(1, true, "GET", "/");
      TestProxy.await(() -> !member.heads().isEmpty());
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        try (RawHttp2Client client = new RawHttp2Client(port)) {
          assertThatThrownBy(() -> upload(client)).isInstanceOfAny(ENDED);
        }
      }
      TestProxy.await(() -> memory.share("read ahead").used() == 0);
      thought.countDown();

      assertThat(first.status(1)).isEqualTo("200");
    }
  }
}
