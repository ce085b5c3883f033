package org.rpicluster.balancer.vertx.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Connection;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Requests that wait while their member has as many as it may have. */
class QueueTest {

  private static final QueuePolicy PATIENT = new QueuePolicy(2, Duration.ofSeconds(20));

  private final Semaphore answers = new Semaphore(0);

  /** Answers with the request's target, each time it is let. */
  private void answerWhenLet(Connection connection) throws java.io.IOException {
    answers.acquireUninterruptibly();
    ok("done").on(connection);
  }

  private static Balancer limited(QueuePolicy queue, RawMember... members) {
    BalancerBuilder balancer = Balancer.builder("test", Strategies.byRequests()).queue(queue);
    for (RawMember member : members) {
      balancer.member(Member.at(member.url()).maxInFlight(1).build());
    }
    return balancer.build();
  }

  @Test
  void theyAreServedInOrder_oneAtATime() throws Exception {
    try (RawMember member = new RawMember(this::answerWhenLet);
        TestProxy proxy = TestProxy.before(limited(PATIENT, member));
        RawClient first = proxy.connect();
        RawClient second = proxy.connect();
        RawClient third = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);
      second.get("/2");
      await(() -> proxy.balancer().waiting() == 1);
      third.get("/3");
      await(() -> proxy.balancer().waiting() == 2);
      assertThat(member.heads()).hasSize(1);

      answers.release(3);
      assertThat(third.readAnswer()).endsWith("done");
      assertThat(member.heads())
          .extracting(head -> head.substring(0, 6))
          .containsExactly("GET /1", "GET /2", "GET /3");
      assertThat(proxy.settled(3).get(2).queueNanos()).isPositive();
      assertThat(proxy.settled(3).get(0).queueNanos()).isZero();
      assertIdle(proxy);
    }
  }

  @Test
  void oneTooMany_is503AtOnce_andSaysWhenToComeAgain() throws Exception {
    QueuePolicy one = new QueuePolicy(1, Duration.ofSeconds(20));
    try (RawMember member = new RawMember(this::answerWhenLet);
        TestProxy proxy = TestProxy.before(limited(one, member));
        RawClient first = proxy.connect();
        RawClient second = proxy.connect();
        RawClient third = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);
      second.get("/2");
      await(() -> proxy.balancer().waiting() == 1);

      assertThat(third.get("/3").readAnswer())
          .startsWith("HTTP/1.1 503")
          .contains("retry-after: ")
          .endsWith("Every server is busy.\n");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.QUEUE_FULL);
      answers.release(2);
      assertThat(second.readAnswer()).endsWith("done");
    }
  }

  @Test
  void timeIsOver_is503() throws Exception {
    QueuePolicy hurried = new QueuePolicy(5, Duration.ofMillis(50));
    try (RawMember member = new RawMember(this::answerWhenLet);
        TestProxy proxy = TestProxy.before(limited(hurried, member));
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);

      assertThat(second.get("/2").readAnswer()).startsWith("HTTP/1.1 503").contains("retry-after");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.QUEUE_TIMED_OUT);
      answers.release(2);
      first.readAnswer();
      assertThat(second.get("/3").readAnswer()).endsWith("done");
    }
  }

  @Test
  void totalDeadline_endsTheWait() throws Exception {
    AttemptPolicy hurried = AttemptPolicy.DEFAULT.total(Optional.of(Duration.ofMillis(50)));
    try (RawMember member = new RawMember(this::answerWhenLet);
        TestProxy proxy = TestProxy.builder(limited(PATIENT, member)).attempts(hurried).start();
        RawClient second = proxy.connect()) {
      try (var held = proxy.balancer().acquire()) {
        assertThat(second.get("/2").readAnswer()).startsWith("HTTP/1.1 504");
        assertThat(proxy.balancer().waiting()).isZero();
        assertThat(held.candidate().counters().inFlight()).isEqualTo(1);
      }
      assertThat(member.heads()).isEmpty();
      assertIdle(proxy);
    }
  }

  @Test
  void clientThatClosesItsSideWhileItWaits_hasLeft() throws Exception {
    clientLeaves(RawClient::finish);
  }

  @Test
  void clientThatResetsWhileItWaits_hasLeft() throws Exception {
    clientLeaves(RawClient::reset);
  }

  private interface Leaving {
    void leave(RawClient client) throws java.io.IOException;
  }

  private void clientLeaves(Leaving leaving) throws Exception {
    try (RawMember member = new RawMember(this::answerWhenLet);
        TestProxy proxy =
            TestProxy.builder(limited(PATIENT, member)).patientWithHalfClosed().start();
        RawClient first = proxy.connect();
        RawClient second = proxy.connect();
        RawClient third = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);
      second.get("/2");
      await(() -> proxy.balancer().waiting() == 1);
      third.get("/3");
      await(() -> proxy.balancer().waiting() == 2);

      leaving.leave(second);
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.CLIENT_GONE);
      assertThat(proxy.balancer().waiting()).isEqualTo(1);

      answers.release(2);
      assertThat(third.readAnswer()).endsWith("done");
      assertThat(member.heads()).hasSize(2);
      proxy.settled(3);
      assertIdle(proxy);
    }
  }

  @Test
  void bodyOfOneThatWaits_arrivesWhole() throws Exception {
    try (RawMember member =
            new RawMember(
                this::answerWhenLet,
                connection -> {
                  String body = connection.read(5);
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                });
        TestProxy proxy = TestProxy.before(limited(PATIENT, member));
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);
      second.send("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhe");
      await(() -> proxy.balancer().waiting() == 1);
      answers.release();
      assertThat(second.send("llo").readAnswer()).endsWith("hello");
    }
  }

  @Test
  void memberThatJoins_hasTheFirstInLine() throws Exception {
    try (RawMember member = new RawMember(this::answerWhenLet);
        RawMember joining = new RawMember(ok("joined"));
        TestProxy proxy = TestProxy.before(limited(PATIENT, member));
        RawClient first = proxy.connect();
        RawClient second = proxy.connect()) {
      first.get("/1");
      await(() -> member.heads().size() == 1);
      second.get("/2");
      await(() -> proxy.balancer().waiting() == 1);

      proxy.balancer().update(List.of(Member.of(member.url()), Member.of(joining.url())));

      answers.release(2); // whichever of them it gets
      assertThat(second.readAnswer()).startsWith("HTTP/1.1 200");
    }
  }

  private static void assertIdle(TestProxy proxy) {
    await(() -> proxy.balancer().candidates().get(0).counters().inFlight() == 0);
    assertThat(proxy.balancer().waiting()).isZero();
  }
}
