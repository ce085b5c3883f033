package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Eligibility;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.Route;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** What a client sees, and what is learnt of a member, when something breaks. */
class FailureTest {

  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello";

  private static RawMember refusing() throws IOException {
    RawMember member = new RawMember(ok("never"));
    member.close();
    return member;
  }

  @Test
  void refusedConnection_goesToAnotherMemberEvenForPost() throws Exception {
    try (RawMember dead = refusing();
        RawMember living =
            new RawMember(
                connection -> {
                  String body = connection.read(5);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                });
        TestProxy proxy = TestProxy.before(dead, living);
        RawClient client = proxy.connect()) {
      assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 200").endsWith("hello");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(2);
      assertThat(proxy.balancer().candidates().members().get(0).eligibility())
          .isEqualTo(Eligibility.DOWN);
    }
  }

  /** As on the module path, where a class may turn out not to be accessible. */
  @Test
  void errorOfOurOwn_is500_andTheExchangeEnds() throws Exception {
    Route broken =
        Route.handledBy(
            "/",
            exchange -> {
              throw new IllegalAccessError("thrown by the test");
            });
    try (RawMember member = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(member).but(builder -> builder.route(broken)).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(POST).readAll()).startsWith("HTTP/1.1 500 ");
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(500);
    }
  }

  @Test
  void requestWithoutHost_namesEachMemberByItsOwn_whereTheClientsWouldBeKept() throws Exception {
    try (RawMember breaking = new RawMember(connection -> connection.close());
        RawMember living = new RawMember(ok("x"));
        TestProxy proxy = TestProxy.builder(breaking, living).preserveHost().start();
        RawClient client = proxy.connect()) {
      assertThat(client.send("GET / HTTP/1.0\r\n\r\n").readAll()).startsWith("HTTP/1.0 200 ");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(2);
      assertThat(living.heads().get(0).lines().map(line -> line.toLowerCase(Locale.ROOT)))
          .contains("host: " + living.url().substring("http://".length()));
    }
  }

  @Test
  void everyMemberRefusing_isTriedOnceAndAnswered503() throws Exception {
    try (RawMember first = refusing();
        RawMember second = refusing();
        TestProxy proxy = TestProxy.before(first, second);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 503")
          .contains("retry-after: ")
          .endsWith("No server could be reached.\n");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(2);
    }
  }

  @Test
  void resetBeforeTheAnswer_sendsAGetToAnotherMember() throws Exception {
    try (RawMember broken = new RawMember(Connection::reset);
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.before(broken, living);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).endsWith("fine");
    }
  }

  @Test
  void resetBeforeTheAnswer_doesNotSendAPostTwice() throws Exception {
    try (RawMember broken =
            new RawMember(
                connection -> {
                  connection.read(5);
                  connection.reset();
                });
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.before(broken, living);
        RawClient client = proxy.connect()) {
      assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void keptConnectionThatTheMemberClosed_isReplacedWithoutBlame() throws Exception {
    // The second request finds the first one's connection: it is read, and closed unanswered.
    try (RawMember member = new RawMember(ok("one"), Connection::close, ok("two"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/1").readAnswer();
      assertThat(client.get("/2").readAnswer()).endsWith("two");
      assertThat(member.connections()).isEqualTo(2);
      assertThat(proxy.balancer().candidates().get(0).health().name()).isEqualTo("up");
    }
  }

  @Test
  void garbage_isNeverPassedOn() throws Exception {
    try (RawMember broken = new RawMember(says("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        TestProxy proxy = TestProxy.before(broken);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 502")
          .doesNotContain("SSH")
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void bodyCutByTheMember_isCutForTheClient() throws Exception {
    try (RawMember member =
            new RawMember(saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAll()).contains("ength: 100").endsWith("part");
    }
  }

  @Test
  void chunkedBodyCutByTheMember_hasNoLastChunkForTheClient() throws Exception {
    try (RawMember member =
            new RawMember(
                saysAndCloses(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAll()).contains("part").doesNotContain("\r\n0\r\n");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.MEMBER_RESET);
    }
  }

  @Test
  void uploadCutByTheClient_isCutForTheMember() throws Exception {
    StringBuilder seen = new StringBuilder();
    try (RawMember member = new RawMember(connection -> seen.append(connection.read(1000)));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("4\r\npart\r\n");
      await(() -> !member.heads().isEmpty());
      client.reset();
      await(() -> seen.length() > 0);
      assertThat(seen).contains("part").doesNotContain("\r\n0\r\n");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
      assertThat(proxy.balancer().candidates().get(0).health().name()).isEqualTo("up");
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }

  @Test
  void clientThatLeavesWhileTheMemberThinks_freesTheMember() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(1));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.get("/");
      await(() -> !member.heads().isEmpty());
      client.reset();
      assertThat(proxy.settled(1)).hasSize(1);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
      assertThat(proxy.balancer().candidates().get(0).counters().failures()).isZero();
    }
  }

  @Test
  void listedStatus_reachesTheClientAndCountsAgainstTheMember() throws Exception {
    try (RawMember member =
        new RawMember(says("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"))) {
      Balancer balancer =
          Balancer.builder("test", Strategies.byRequests())
              .member(Member.of(member.url()))
              .member(Member.at("http://127.0.0.1:1").role(Role.STANDBY).build())
              .failurePolicy(FailurePolicy.APACHE.statuses(Set.of(503)).timeouts(true))
              .build();
      try (TestProxy proxy = TestProxy.before(balancer);
          RawClient client = proxy.connect()) {
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503").endsWith("busy");
        proxy.settled(1);
        assertThat(balancer.candidates().members().get(0).health().reason())
            .isEqualTo("bad status: 503");
      }
    }
  }

  @Test
  void memberThatDoesNotAnswer_is504() throws Exception {
    try (RawMember member = new RawMember(connection -> connection.read(1));
        TestProxy proxy = TestProxy.before(hurriedAnswer(Duration.ofMillis(50)), member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 504");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TIMED_OUT);
    }
  }

  @Test
  void clientThatReadsSlowly_isNotTheMembersSilence() throws Exception {
    // Far more than all buffers on the way hold, so that the member is held back.
    int bytes = 32 * 1024 * 1024;
    ManualTime time = new ManualTime();
    UpstreamOptions hurried =
        TestProxy.PATIENT
            .but()
            .firstByteTimeout(Duration.ofMillis(200))
            .idleTimeout(Duration.ofMillis(100))
            .build();
    try (RawMember member = new RawMember(connection -> sayMuch(connection, bytes));
        RawMember silent = new RawMember(connection -> connection.read(1));
        TestProxy proxy = TestProxy.builder(member, silent).ticker(time).options(hurried).start();
        RawClient client = proxy.connect();
        RawClient waiting = proxy.connect()) {
      client.get("/").readHead();
      waiting.get("/");
      await(() -> !silent.heads().isEmpty());
      proxy.whileFirstAnswerIsHeldBack(() -> time.advance(Duration.ofMillis(300)));
      // The loop looks at the clock again no later for the one than for the other.
      assertThat(waiting.readAnswer()).startsWith("HTTP/1.1 504");
      // No time passes from here on, however long the machine takes.
      assertThat(client.read(bytes)).hasSize(bytes);
      assertThat(proxy.settled(2).get(1).end()).isEqualTo(ExchangeEnd.COMPLETE);
    }
  }

  private static void sayMuch(Connection connection, int bytes) throws IOException {
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n");
    String piece = "x".repeat(64 * 1024);
    for (int sent = 0; sent < bytes; sent += piece.length()) {
      connection.write(piece);
    }
  }

  private static UpstreamOptions hurriedAnswer(Duration firstByteTimeout) {
    return TestProxy.PATIENT.but().firstByteTimeout(firstByteTimeout).build();
  }

  @Test
  void earlyAnswer_reachesAClientThatIsStillSending() throws Exception {
    try (RawMember member =
            new RawMember(says("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1000\r\n\r\nsome");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 413").endsWith("no");
    }
  }
}
