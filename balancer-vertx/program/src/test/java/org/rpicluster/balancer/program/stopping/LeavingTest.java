package org.rpicluster.balancer.program.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawHttp2Member.GOAWAY;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client;
import org.rpicluster.balancer.vertx.kit.RawHttp2Client.Frame;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What clients with kept connections see of a program that is told to stop. */
@Timeout(60)
class LeavingTest {

  private static final int NO_ERROR = 0;

  /** As long as a thread of a busy machine may be kept from asking once more. */
  private static final Duration LEAVING = Duration.ofSeconds(5);

  /** One for each client: those of the common pool are as many as the machine has cores. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Program program;
  private CompletableFuture<Void> drained;

  private void start(RawMember member, String shutdown) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters: {c: {members: [%s]}}
        routes: [{path: /manager, manager: {}}, {path: /, cluster: c}]
        shutdown: %s
        """,
            member.url(),
            shutdown);
    program =
        Program.start(Platform.forProxy(), new YamlFrontEnd().read(new Source("test.yaml", yaml)));
  }

  @AfterEach
  void stop() throws Exception {
    drained.get(30, TimeUnit.SECONDS);
    program.close();
    threads.shutdown();
  }

  private void drain() {
    drained = CompletableFuture.runAsync(() -> program.drain(LEAVING), threads);
  }

  private RawClient client() throws Exception {
    return new RawClient(program.addresses().get(0).address().port());
  }

  @Test
  void answerUnderWay_saysThatItIsTheLast() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (RawMember member = new RawMember(after(goOn, ok("hello")))) {
      start(member, "20s");
      try (RawClient client = client()) {
        client.get("/");
        TestProxy.await(() -> !member.heads().isEmpty());
        drain();
        refusesConnections();
        goOn.countDown();

        assertThat(client.readAnswer()).containsIgnoringCase("\r\nconnection: close\r\n");
        assertThat(client.readAll()).isEmpty();
      }
    }
  }

  private void refusesConnections() {
    TestProxy.await(
        () -> {
          try {
            client().close();
            return false;
          } catch (Exception e) {
            return true;
          }
        });
  }

  /** A member's answer, the proxy's own, and one of a handler beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a\\b", "/manager"})
  void requestOnAConnectionThatRested_isAnswered_andToldSo(String path) throws Exception {
    try (RawMember member = new RawMember(ok("hello"))) {
      start(member, "20s");
      try (RawClient client = client()) {
        client.get("/").readAnswer();
        drain();
        refusesConnections();
        client.get(path);

        assertThat(client.readAnswer()).containsIgnoringCase("\r\nconnection: close\r\n");
        assertThat(client.readAll()).isEmpty();
      }
    }
  }

  @Test
  void http2_isToldInTwoSteps_andStreamsOnTheirWayAreServed() throws Exception {
    try (RawMember member = new RawMember(ok("hello"))) {
      start(member, "20s");
      int port = program.addresses().get(1).address().port();
      try (RawHttp2Client client = new RawHttp2Client(port)) {
        client.request(1, true, "GET", "/");
        client.read(frame -> frame.stream() == 1 && frame.isLast());
        drain();
        Frame first = client.read(GOAWAY, 0);
        assertThat(first.number()).isEqualTo(Integer.MAX_VALUE);
        assertThat(first.secondNumber()).isEqualTo(NO_ERROR);

        client.request(3, true, "GET", "/"); // it was on its way
        client.read(frame -> frame.stream() == 3 && frame.isLast());
        assertThat(client.read(GOAWAY, 0).number()).isEqualTo(3);
      }
    }
  }

  @Test
  void connectionsThatRest_areClosed() throws Exception {
    try (RawMember member = new RawMember(ok("hello"))) {
      start(member, "400ms");
      try (RawClient client = client()) {
        client.get("/").readAnswer();
        drain();

        assertThat(client.readAll()).isEmpty();
      }
    }
  }

  /** Clients that ask again and again lose no request: each answer is whole, the last says so. */
  @Test
  void clientsThatGoOn_loseNoRequest() throws Exception {
    try (RawMember member = new RawMember(ok("hello"))) {
      start(member, "20s");
      CompletableFuture<?>[] clients = new CompletableFuture<?>[8];
      CountDownLatch warm = new CountDownLatch(clients.length);
      for (int i = 0; i < clients.length; i++) {
        clients[i] = CompletableFuture.runAsync(() -> askUntilTold(warm), threads);
      }
      assertThat(warm.await(20, TimeUnit.SECONDS)).isTrue();
      drain();

      CompletableFuture.allOf(clients).get(30, TimeUnit.SECONDS);
    }
  }

  private void askUntilTold(CountDownLatch warm) {
    try (RawClient client = client()) {
      String answer = client.get("/").readAnswer();
      warm.countDown();
      while (!answer.toLowerCase(Locale.ROOT).contains("connection: close")) {
        assertThat(answer).endsWith("hello");
        answer = client.get("/").readAnswer();
      }
      assertThat(answer).endsWith("hello");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
