package org.rpicluster.balancer.vertx.downstream.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.forwarded.TrustedProxies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/** Addresses that come, change and go while connections stand. */
@Timeout(60)
class AcceptorTest {

  private static final ListenerSettings PLAIN =
      ListenerSettings.plain(new ListenAddress("127.0.0.1", 0));
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch thought = new CountDownLatch(1);
  private RawMember member;
  private Acceptor acceptor;

  @BeforeEach
  void start() throws Exception {
    member = new RawMember(RawMember.after(thought, RawMember.ok("hello")));
    ConnectionRules rules = ConnectionRules.of(100, ClientTimeouts.DEFAULT, TrustedProxies.NONE);
    ConnectionLimiter limiter =
        new ConnectionLimiter(
            rules,
            MemoryAccount.unbounded(),
            Ticker.system(),
            new RejectedConnections((nanos, task) -> () -> {}, (line, thrown) -> {}));
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests()).member(Member.of(member.url())).build();
    BalancingProxy proxy =
        BalancingProxy.builder(vertx).route(Route.to("/", ProxiedCluster.of(balancer))).build();
    acceptor = new Acceptor(vertx, limiter, ClientLimits.DEFAULT, LONG, proxy);
  }

  @AfterEach
  void stop() throws Exception {
    member.close();
    await(vertx.close());
  }

  @Test
  void addressThatIsHad_acceptsNothing_untilItIsTold() throws Exception {
    thought.countDown();
    ListeningSocket socket = had();
    try (RawClient client = new RawClient(socket.port())) {
      client.get("/");
      assertThat(socket.connections()).isZero();

      socket.accept();

      assertThat(client.readAnswer()).endsWith("hello");
    }
  }

  /** The JDK's sockets listen until their loop has looked at all of them. */
  private static boolean isRefused(int port) {
    try {
      new RawClient(port).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void addressThatGoes_answersWhatIsInFlight_andTakesNoConnection() throws Exception {
    ListeningSocket socket = open();
    try (RawClient client = new RawClient(socket.port()).get("/")) {
      awaitHeads(1);

      Future<Void> gone = acceptor.retire(socket, AT_ONCE);
      TestProxy.await(() -> isRefused(socket.port()));
      assertThat(gone.isComplete()).isFalse();
      thought.countDown();

      assertThat(client.readHead())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("connection: close");
      assertThat(client.readAll()).isEqualTo("hello");
      await(gone);
    }
  }

  @Test
  void keptConnection_ofAnAddressThatGoes_mayAskOnceMore() throws Exception {
    thought.countDown();
    ListeningSocket socket = open();
    try (RawClient client = new RawClient(socket.port()).get("/first")) {
      assertThat(client.readAnswer()).doesNotContainIgnoringCase("connection: close");

      Future<Void> gone = acceptor.retire(socket, LONG);
      client.get("/last");

      assertThat(client.readHead()).containsIgnoringCase("connection: close");
      assertThat(client.readAll()).isEqualTo("hello");
      assertThat(gone.isComplete()).isFalse();
    }
  }

  @Test
  void connectionThatRests_atAnAddressThatGoes_isClosed() throws Exception {
    thought.countDown();
    ListeningSocket socket = open();
    try (RawClient client = new RawClient(socket.port()).get("/")) {
      client.readAnswer();

      await(acceptor.retire(socket, AT_ONCE));

      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void otherSettings_areThoseOfConnectionsToCome_andStandingOnesGoOn() throws Exception {
    thought.countDown();
    ListeningSocket socket = open();
    try (RawClient standing = new RawClient(socket.port()).get("/")) {
      standing.readAnswer();

      socket.change(PLAIN, Optional.empty(), ClientLimits.DEFAULT.requestLineBytes(100));

      String path = "/" + "x".repeat(200);
      assertThat(standing.get(path).readAnswer()).startsWith("HTTP/1.1 200 ");
      try (RawClient next = new RawClient(socket.port()).get(path)) {
        assertThat(next.readHead()).startsWith("HTTP/1.1 414 ");
      }
    }
  }

  @Test
  void addressThatWasLetGo_isHadAgain() throws Exception {
    thought.countDown();
    ListeningSocket socket = open();
    ListenerSettings there = ListenerSettings.plain(new ListenAddress("127.0.0.1", socket.port()));
    try (RawClient standing = new RawClient(socket.port()).get("/")) {
      standing.readAnswer();

      socket.free();
      ListeningSocket next = await(bind(there));
      next.accept();

      assertThat(standing.get("/").readAnswer()).endsWith("hello");
      try (RawClient client = new RawClient(next.port()).get("/")) {
        assertThat(client.readAnswer()).endsWith("hello");
      }
    }
  }

  private Future<ListeningSocket> bind(ListenerSettings listener) {
    return acceptor.bind(listener, name(), Optional.empty(), ClientLimits.DEFAULT);
  }

  private ListeningSocket had() throws Exception {
    return await(bind(PLAIN));
  }

  private ListeningSocket open() throws Exception {
    ListeningSocket socket = had();
    socket.accept();
    return socket;
  }

  private static ListenerName name() {
    return new ListenerName(ListenerName.NONE);
  }

  private void awaitHeads(int count) throws Exception {
    TestProxy.await(() -> member.heads().size() == count);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
