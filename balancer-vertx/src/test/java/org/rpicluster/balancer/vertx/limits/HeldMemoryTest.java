package org.rpicluster.balancer.vertx.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.rpicluster.balancer.vertx.proxy.Route;

/** What requests under way are charged, what follows when there is no room, and for which. */
class HeldMemoryTest {

  private static final int MOST = 64;

  private final MemoryAccount memory = new MemoryAccount(256 * 1024);

  private static Balancer cluster(String name, RawMember member) {
    return Balancer.builder(name, Strategies.byRequests()).member(Member.of(member.url())).build();
  }

  private TestProxy proxy(RawMember member) throws Exception {
    return TestProxy.builder(member).but(builder -> builder.memory(memory)).start();
  }

  private static long inFlight(TestProxy proxy) {
    return proxy.balancer().candidates().get(0).counters().inFlight();
  }

  @Test
  void requestsThatWait_areCharged_andOneTooManyIs503() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    List<RawClient> waiting = new ArrayList<>();
    try (RawMember member = new RawMember(after(thought, ok("fine")));
        TestProxy proxy = proxy(member);
        RawClient tooMany = proxy.connect()) {
      while (waiting.size() < MOST && memory.share("requests to test").room() > 6 * 1024) {
        waiting.add(proxy.connect().get("/"));
        await(() -> inFlight(proxy) == waiting.size());
      }
      assertThat(waiting).hasSizeBetween(3, MOST - 1);

      assertThat(tooMany.get("/").readAll())
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("connection: close");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.NO_MEMORY);
      thought.countDown();
      for (RawClient client : waiting) {
        assertThat(client.readAnswer()).endsWith("fine");
        client.close();
      }
      await(() -> memory.used() == 0);
    }
  }

  @Test
  void requestsThatFillTheirClustersShare_leaveRoomForAnothers() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember silent = new RawMember(after(thought, ok("late")));
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy =
            TestProxy.builder(ProxiedCluster.of(cluster("silent", silent)))
                .but(
                    builder ->
                        builder
                            .memory(memory)
                            .route(
                                Route.to("/living", ProxiedCluster.of(cluster("living", living)))))
                .start();
        RawClient first = proxy.connect();
        Http2Client many = proxy.connectHttp2()) {
      for (int i = 0; i < MOST; i++) {
        HttpClientRequest request = many.request(HttpMethod.GET, "/silent");
        request.send();
      }
      await(() -> !proxy.settled(1).isEmpty());

      assertThat(first.get("/living").readAnswer()).startsWith("HTTP/1.1 200").endsWith("fine");
      thought.countDown();
    }
  }

  @Test
  void streamTooMany_isRefused_soThatItsClientMayTryAgain() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    List<Future<Http2Client.Answer>> answers = new ArrayList<>();
    try (RawMember member = new RawMember(after(thought, ok("fine")));
        TestProxy proxy = proxy(member);
        Http2Client client = proxy.connectHttp2()) {
      for (int i = 0; i < MOST; i++) {
        HttpClientRequest request = client.request(HttpMethod.GET, "/");
        answers.add(Http2Client.answerTo(request));
        request.send();
      }
      await(() -> inFlight(proxy) + proxy.settled(1).size() == MOST);

      assertThatThrownBy(() -> client.on(answers.get(MOST - 1)))
          .rootCause()
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(7));
      thought.countDown();
      assertThat(client.on(answers.get(0)).body()).hasToString("fine");
      await(() -> memory.used() == 0);
    }
  }

  @Test
  void bodyInChunksOfOneByte_isKeptForLittleMoreThanItsBytes_andSentAgainWhole() throws Exception {
    int bytes = 20_000;
    CountDownLatch kept = new CountDownLatch(1);
    String chunks = "1\r\na\r\n".repeat(bytes);
    try (RawMember broken =
            new RawMember(
                connection -> {
                  while (!connection.read(1).isEmpty() && kept.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  connection.reset();
                });
        RawMember living = new RawMember(connection -> answerWithLength(connection));
        TestProxy proxy = twoMembers(broken, living);
        RawClient client = proxy.connect()) {
      client.send("PUT / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send(chunks);
      await(() -> memory.share("bodies for test").used() >= bytes);

      assertThat(memory.share("bodies for test").used()).isLessThan(2L * bytes);
      kept.countDown();
      client.send("1\r\nb\r\n0\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("" + (bytes + 1));
      await(() -> memory.used() == 0);
    }
  }

  private TestProxy twoMembers(RawMember first, RawMember second) throws Exception {
    Balancer balancer =
        Balancer.builder("test", Strategies.byRequests())
            .member(Member.of(first.url()))
            .member(Member.of(second.url()))
            .build();
    return TestProxy.builder(ProxiedCluster.of(balancer))
        .but(builder -> builder.memory(memory))
        .start();
  }

  private static void answerWithLength(RawMember.Connection connection) throws java.io.IOException {
    long bytes = 0;
    while (true) {
      StringBuilder size = new StringBuilder();
      while (size.indexOf("\r\n") < 0) {
        size.append(connection.read(1));
      }
      int chunk = Integer.parseInt(size.toString().trim(), 16);
      connection.read(chunk + 2);
      if (chunk == 0) {
        String answer = String.valueOf(bytes);
        connection.write(
            "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
        return;
      }
      bytes += chunk;
    }
  }

  @Test
  void bodyForWhichThereIsNoRoom_goesOn_butIsNotSentAgain() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    MemoryAccount little = new MemoryAccount(64 * 1024);
    int bytes = 40_000;
    try (RawMember broken =
            new RawMember(
                connection -> {
                  connection.read(bytes);
                  read.countDown();
                  connection.reset();
                });
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy =
            TestProxy.builder(ProxiedCluster.of(cluster("test", broken)))
                .but(builder -> builder.memory(little))
                .start();
        RawClient client = proxy.connect()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: a.test\r\nContent-Length: "
              + bytes
              + "\r\n\r\n"
              + "a".repeat(bytes));
      read.await();

      assertThat(client.readAnswer()).startsWith("HTTP/1.1 502 ");
      assertThat(living.heads()).isEmpty();
      await(() -> little.used() == 0);
    }
  }
}
