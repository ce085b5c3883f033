package org.rpicluster.balancer.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.line.ProxiedCluster;
import org.rpicluster.balancer.vertx.line.Route;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** What a listener's connections are charged before a request is whole, and behind one. */
class HeldHeadsTest {

  private static final int MANY = 100;
  private static final long CONNECTION_BYTES = 6 * 1024;
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n";

  private final MemoryAccount memory = new MemoryAccount(512 * 1024);
  private final List<RawClient> clients = new ArrayList<>();
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
                            .member(Member.of(member.url()))
                            .build())))
            .build();
    Listeners listeners =
        new Listeners(
            vertx,
            new ServerLimits(MANY, ClientLimits.DEFAULT),
            Gates.gate(rules, memory, line -> {}),
            proxy,
            proxy::misdirected);
    port =
        listeners.open(ListenerSettings.plain(new ListenAddress("127.0.0.1", 0))).address().port();
  }

  @AfterEach
  void close() throws Exception {
    thought.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    TestProxy.await(() -> memory.used() == 0);
    member.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RawClient connect() throws Exception {
    RawClient client = new RawClient(port);
    clients.add(client);
    return client;
  }

  /** Lines that become objects, each a multiple of its bytes. */
  private static String fields(int count) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < count; i++) {
      fields.append('t').append(i).append(":\r\n");
    }
    return fields.toString();
  }

  @Test
  void headsThatNeverEnd_areChargedAsTheyGrow_andOneTooManyIsRefused() throws Exception {
    long before = 0;
    while (clients.size() < MANY && memory.share("heads").room() > 9 * 1024) {
      connect().send(GET + fields(90));
      long least = before;
      TestProxy.await(() -> memory.share("heads").used() > least);
      before = memory.share("heads").used();
    }
    assertThat(clients).hasSizeBetween(5, MANY - 1);

    assertThat(connect().send(GET + fields(90)).readAll())
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("connection: close");
    thought.countDown();
    assertThat(connect().get("/").readAnswer()).endsWith("fine");
  }

  @Test
  void fieldsTooMany_areRefused_beforeTheHeadIsWhole() throws Exception {
    assertThat(connect().send(GET + fields(100)).readAll()).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void trailersTooMany_areRefused_beforeTheirEnd() throws Exception {
    RawClient client =
        connect().send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("1\r\na\r\n0\r\n" + fields(101));
    assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void connectionTooMany_takesThePlaceOfOneThatWaits() throws Exception {
    while (clients.size() < MANY && memory.share("connections").room() >= 16 * 1024) {
      int count = clients.size() + 1;
      connect();
      TestProxy.await(() -> memory.share("connections").used() == count * CONNECTION_BYTES);
    }
    assertThat(clients).hasSizeBetween(10, MANY - 1);

    thought.countDown();
    assertThat(connect().get("/").readAnswer()).endsWith("fine");
    assertThat(clients.get(0).readAll()).isEmpty();
  }

  @Test
  void requestsBehindOneThatIsNotAnswered_costTheirBytes_andAreAnsweredInTurn() throws Exception {
    RawClient client = connect();
    String get = GET + "\r\n";
    client.send(get.repeat(MANY));
    TestProxy.await(() -> !member.heads().isEmpty());
    assertThat(memory.share("requests to test").used()).isLessThan(8 * 1024);
    assertThat(memory.share("heads").used()).isLessThan(get.length() * MANY);

    thought.countDown();
    for (int i = 0; i < MANY; i++) {
      assertThat(client.readAnswer()).endsWith("fine");
    }
  }

  @Test
  void requestsBehindOneThatIsNotAnswered_areAnswered_thoughTheClientHasClosedItsSide()
      throws Exception {
    RawClient client = connect();
    client.send((GET + "\r\n").repeat(3)).finish();
    TestProxy.await(() -> !member.heads().isEmpty());
    thought.countDown();
    assertThat(client.readAll().split("fine", -1)).hasSize(4);
  }
}
