package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy.On;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Which failures and answers are followed by another try, how often, and until when. */
class AttemptsTest {

  private static final AttemptPolicy ON_503 =
      AttemptPolicy.DEFAULT.on(Set.of(On.CONNECT, On.RESET), Set.of(503));

  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello";

  private static final String PUT = POST.replace("POST", "PUT");

  /** A deadline; it passes when the test says so, and not by what the machine takes. */
  private static final Duration MOMENT = Duration.ofMillis(20);

  private static Reply busy(String body) {
    return says("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\n" + body);
  }

  @Test
  void listedStatus_isDropped_andAnotherMemberAnswers() throws Exception {
    try (RawMember busy = new RawMember(busy("busy"));
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < 4; i++) {
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 200").endsWith("fine");
      }

      proxy.settled(4);
      assertThat(busy.heads()).hasSizeGreaterThan(1);
      assertThat(busy.connections()).as("connections, which are clean").isEqualTo(1);
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void answerThatGoesOn_costsItsConnection() throws Exception {
    try (RawMember busy =
            new RawMember(says("HTTP/1.1 503 Busy\r\nContent-Length: 9999\r\n\r\nthe beginning"));
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < 4; i++) {
        assertThat(client.get("/").readAnswer()).endsWith("fine");
      }
      assertThat(busy.connections()).isEqualTo(busy.heads().size());
      proxy.settled(4);
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void noOtherIsLeft_theLastAnswerReachesTheClientAsItCame() throws Exception {
    try (RawMember first = new RawMember(busy("one1"));
        RawMember second = new RawMember(busy("two2"));
        TestProxy proxy = TestProxy.builder(first, second).attempts(ON_503.max(5)).start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 503 Busy")
          .endsWith("two2")
          .doesNotContain("retry-after");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(2);
    }
  }

  @Test
  void listedStatus_andTheOthersAreFull_costsNoRetry() throws Exception {
    try (RawMember busy = new RawMember(busy("busy"));
        RawMember full = new RawMember(ok("never"))) {
      Balancer balancer =
          Balancer.builder("test", Strategies.byRequests())
              .member(Member.of(busy.url()))
              .member(Member.at(full.url()).maxInFlight(1).build())
              .build();
      PickContext notBusy = new PickContext();
      notBusy.exclude(balancer.candidates().members().get(0));
      try (Lease held = balancer.acquire(notBusy);
          TestProxy proxy = TestProxy.builder(balancer).attempts(ON_503).start();
          RawClient client = proxy.connect()) {
        for (int i = 0; i < 5; i++) {
          assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503").endsWith("busy");
        }
        assertThat(held.member().url()).hasToString(full.url());
        assertThat(balancer.retryBudget().left()).isEqualTo(RetryBudget.FLOOR);
      }
    }
  }

  @Test
  void moreMembersThanMax_areNotTried() throws Exception {
    try (RawMember first = new RawMember(busy("one1"));
        RawMember second = new RawMember(busy("two2"));
        RawMember third = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(first, second, third).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).endsWith("two2");
      assertThat(third.heads()).isEmpty();
    }
  }

  @Test
  void otherStatus_isTheAnswer() throws Exception {
    try (RawMember broken =
            new RawMember(says("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops"));
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(broken, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 500").endsWith("oops");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void post_isNotSentAgain_whateverTheAnswer() throws Exception {
    try (RawMember busy = new RawMember(reads5Then(busy("busy")));
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 503").endsWith("busy");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void bodyOfAPut_isSentAgain() throws Exception {
    try (RawMember busy = new RawMember(reads5Then(busy("busy")));
        RawMember living = new RawMember(AttemptsTest::echo5);
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(PUT).readAnswer()).startsWith("HTTP/1.1 200").endsWith("hello");
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void answerBeforeTheBodyIsSent_theRestGoesToTheOther() throws Exception {
    try (RawMember busy = new RawMember(busy("busy"));
        RawMember living = new RawMember(AttemptsTest::echo5);
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503).start();
        RawClient client = proxy.connect()) {
      client.send("PUT / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhe");
      TestProxy.await(() -> !living.heads().isEmpty());
      assertThat(client.send("llo").readAnswer()).endsWith("hello");
    }
  }

  @Test
  void bodyBeyondTheBuffer_theAnswerIsTheClients() throws Exception {
    try (RawMember busy = new RawMember(reads5Then(busy("busy")));
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(busy, living).attempts(ON_503.bodyBytesMax(4)).start();
        RawClient client = proxy.connect()) {
      assertThat(client.send(PUT).readAnswer()).endsWith("busy");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void reset_isNotRepeated_whereTheClusterSaysSo() throws Exception {
    try (RawMember broken = new RawMember(Connection::reset);
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy =
            TestProxy.builder(broken, living)
                .attempts(AttemptPolicy.DEFAULT.on(Set.of(On.CONNECT), Set.of()))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void deadMembers_arePassedOver_beyondMax() throws Exception {
    try (RawMember first = dead();
        RawMember second = dead();
        RawMember third = dead();
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy =
            TestProxy.builder(first, second, third, living)
                .attempts(AttemptPolicy.DEFAULT.max(1))
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).endsWith("fine");
      assertThat(proxy.settled(1).get(0).attempts()).isEqualTo(4);
      assertThat(proxy.balancer().retryBudget().retries()).isZero();
    }
  }

  @Test
  void silentMember_afterPerTry_anotherAnswers() throws Exception {
    ManualTime time = new ManualTime();
    AttemptPolicy hurried = AttemptPolicy.DEFAULT.perTry(Optional.of(MOMENT));
    try (RawMember silent = new RawMember(connection -> connection.read(1));
        RawMember living = new RawMember(ok("fine"));
        TestProxy proxy = TestProxy.builder(silent, living).attempts(hurried).ticker(time).start();
        RawClient client = proxy.connect()) {
      client.get("/");
      TestProxy.await(() -> !silent.heads().isEmpty());
      time.advance(MOMENT);
      assertThat(client.readAnswer()).endsWith("fine");
      proxy.settled(1);
      assertThat(member(proxy, 0).counters().failures()).isEqualTo(1);
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void silentMember_afterPerTry_aPostIs504() throws Exception {
    ManualTime time = new ManualTime();
    AttemptPolicy hurried = AttemptPolicy.DEFAULT.perTry(Optional.of(MOMENT));
    try (RawMember silent = new RawMember(connection -> connection.read(6));
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(silent, living).attempts(hurried).ticker(time).start();
        RawClient client = proxy.connect()) {
      client.send(POST);
      TestProxy.await(() -> !silent.heads().isEmpty());
      time.advance(MOMENT);
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 504");
      assertThat(living.heads()).isEmpty();
    }
  }

  @Test
  void silentMember_afterTotal_is504_thoughAnotherIsLeft() throws Exception {
    ManualTime time = new ManualTime();
    AttemptPolicy hurried = AttemptPolicy.DEFAULT.total(Optional.of(MOMENT));
    try (RawMember silent = new RawMember(connection -> connection.read(1));
        RawMember living = new RawMember(ok("never"));
        TestProxy proxy = TestProxy.builder(silent, living).attempts(hurried).ticker(time).start();
        RawClient client = proxy.connect()) {
      client.get("/");
      TestProxy.await(() -> !silent.heads().isEmpty());
      time.advance(MOMENT);
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 504");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.TIMED_OUT);
      assertThat(living.heads()).isEmpty();
      assertThat(member(proxy, 0).counters().failures()).isEqualTo(1);
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void answerThatHasBegun_hasNoDeadline() throws Exception {
    ManualTime time = new ManualTime();
    AttemptPolicy hurried =
        AttemptPolicy.DEFAULT.perTry(Optional.of(MOMENT)).total(Optional.of(MOMENT));
    try (RawMember slow =
            new RawMember(
                connection -> {
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
                  connection.read(1); // until the other one has had its deadline
                  connection.write("lf");
                },
                connection -> connection.read(1));
        TestProxy proxy = TestProxy.builder(slow).attempts(hurried).ticker(time).start();
        RawClient client = proxy.connect();
        RawClient other = proxy.connect()) {
      client.get("/").readHead();
      other.get("/");
      TestProxy.await(() -> slow.heads().size() == 2);
      time.advance(MOMENT);
      assertThat(other.readAnswer()).startsWith("HTTP/1.1 504");
      assertThat(proxy.settled(1)).hasSize(1);
      assertThat(client.read(2)).isEqualTo("ha");
    }
  }

  /** S20: what fails everywhere is sent at most a fifth more often than it was asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"503", "reset"})
  void everythingFails_attemptsStayWithinTheBudget(String failure) throws Exception {
    Reply reply = failure.equals("reset") ? Connection::reset : busy("busy");
    int requests = 200;
    try (RawMember first = new RawMember(reply);
        RawMember second = new RawMember(reply);
        RawMember third = new RawMember(reply);
        // Time stands still: all of it is one window.
        TestProxy proxy =
            TestProxy.builder(unflinching(first, second, third)).attempts(ON_503.max(3)).start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < requests; i++) {
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 50");
      }

      int attempts = Stream.of(first, second, third).mapToInt(m -> m.heads().size()).sum();
      assertThat(attempts).isEqualTo(requests * 120 / 100);
      proxy.settled(requests);
      assertNothingInFlight(proxy);
    }
  }

  @Test
  void everyMemberIsDead_connectsStayWithinTheBudget() throws Exception {
    int requests = 100;
    try (RawMember first = dead();
        RawMember second = dead();
        RawMember third = dead();
        TestProxy proxy =
            TestProxy.builder(unflinching(first, second, third))
                .attempts(AttemptPolicy.DEFAULT)
                .start();
        RawClient client = proxy.connect()) {
      for (int i = 0; i < requests; i++) {
        assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503");
      }

      long picks =
          proxy.balancer().candidates().members().stream()
              .mapToLong(c -> c.counters().picks())
              .sum();
      // The first request finds each of them dead, before it is known that all are.
      assertThat(picks).isLessThanOrEqualTo(requests * 120 / 100 + 2);
    }
  }

  /** Members that no failure takes out, in a time that stands still. */
  private static Balancer unflinching(RawMember... members) {
    ManualTime time = new ManualTime();
    BalancerBuilder balancer =
        Balancer.builder("test", Strategies.byRequests())
            .ticker(time)
            .scheduler(time)
            .failurePolicy(FailurePolicy.DEFAULT.ejectPercentMax(0));
    Stream.of(members).map(RawMember::url).map(Member::of).forEach(balancer::member);
    return balancer.build();
  }

  private static RawMember dead() throws IOException {
    RawMember member = new RawMember(ok("never"));
    member.close();
    return member;
  }

  private static Reply reads5Then(Reply reply) {
    return connection -> {
      connection.read(5);
      reply.on(connection);
    };
  }

  private static void echo5(Connection connection) throws IOException {
    String body = connection.read(5);
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
  }

  private static Candidate member(TestProxy proxy, int index) {
    return proxy.balancer().candidates().members().get(index);
  }

  private static void assertNothingInFlight(TestProxy proxy) {
    assertThat(proxy.balancer().candidates().members())
        .allSatisfy(c -> assertThat(c.counters().inFlight()).isZero());
  }
}
