package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rpicluster.balancer.Observed.healths;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.KeyHash;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** What one path is answered with takes no member out, and what all are answered with does. */
class ErrorsOfOnePathTest {

  private static final int ERRORS = 5;

  private final ManualTime time = new ManualTime();

  @Test
  void memberThatFailsOnePathOnly_stays_howeverOften() {
    Balancer one = balancer(FailurePolicy.DEFAULT, "a");

    for (int i = 0; i < 100; i++) {
      ask(one, "/bad").complete(Outcome.PROTOCOL_ERROR, "", request("/bad"));
    }

    assertThat(healths(one)).isEqualTo("a suspect");
  }

  @Test
  void pathThatEveryMemberFails_takesNoneOut() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b", "c", "d");

    for (int i = 0; i < 400; i++) {
      ask(balancer, "/bad").complete(500, request("/bad"));
    }

    assertThat(healths(balancer)).isEqualTo("a suspect, b suspect, c suspect, d suspect");
  }

  @Test
  void memberThatFailsTwoPaths_isOut_withTheFifthErrorInARow() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 1; i < ERRORS; i++) {
      fail(balancer, "a", "/" + i % 2);
    }
    assertThat(healths(balancer)).isEqualTo("a suspect, b up");
    fail(balancer, "a", "/1");

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void memberThatFailsWhatAnotherAnswersWell_isOut() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 0; i < ERRORS; i++) {
      fail(balancer, "a", "/graphql");
      answer(balancer, "b", "/graphql", 200);
    }

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void answerThatRefusesTheClient_saysNothingAboutTheOther() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 0; i < ERRORS; i++) {
      fail(balancer, "a", "/private");
      answer(balancer, "b", "/private", 401);
    }

    assertThat(healths(balancer)).isEqualTo("a suspect, b up");
  }

  /** Whatever the strategy: it may send this path to no other member for as long as it likes. */
  @Test
  void pathThatOneMemberFailed_isAskedOfAnother_andThatDecides() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");
    for (int i = 0; i < ERRORS; i++) {
      fail(balancer, "a", "/x");
    }
    assertThat(healths(balancer)).isEqualTo("a suspect, b up");

    for (int i = 0; i < 4; i++) {
      Lease lease = ask(balancer, "/x");
      assertThat(lease.member().id()).isEqualTo("b");
      lease.close();
    }
    assertThat(Stream.of("/y", "/y").map(path -> held(balancer, path)))
        .containsExactlyInAnyOrder("a", "b");
    ask(balancer, "/x").complete(200, request("/x"));

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void pathThatOneMemberFailed_isStillAskedOfIt_ifThereIsNoOther() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");
    for (int i = 0; i < ERRORS; i++) {
      fail(balancer, "a", "/x");
    }
    PickContext request = request("/x");
    balancer.candidates().members().stream()
        .filter(c -> c.member().id().equals("b"))
        .forEach(request::exclude);

    assertThat(balancer.acquire(request).member().id()).isEqualTo("a");
    assertThat(request.excludedCount()).isEqualTo(1);
  }

  /** One program behind one path, as PHP's index.php: another query is another question. */
  @Test
  void queryThatEveryMemberFails_takesNoneOut_whereTheOthersOfItsPathAreAnsweredWell() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b", "c");

    for (int i = 0; i < 100; i++) {
      for (String id : List.of("a", "b", "c")) {
        on(balancer, id, "/x?bad").complete(Outcome.PROTOCOL_ERROR, "", request("/x?bad"));
      }
      answer(balancer, "b", "/x?good", 200);
    }

    assertThat(healths(balancer)).isEqualTo("a suspect, b up, c suspect");
  }

  @Test
  void memberThatFailsManyQueriesOfOnePath_isOut_whenAnotherAnswersAnyOfThem() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 0; i < ERRORS; i++) {
      fail(balancer, "a", "/x?" + i);
    }
    assertThat(healths(balancer)).isEqualTo("a suspect, b up");
    answer(balancer, "b", "/x?another", 200);

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void successBetween_breaksTheRow() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 0; i < 100; i++) {
      fail(balancer, "a", "/" + i);
      if (i % (ERRORS - 1) == 0) {
        answer(balancer, "a", "/good", 200);
      }
    }

    assertThat(healths(balancer)).isIn("a suspect, b up", "a up, b up");
  }

  @Test
  void oneFailureIsNoRun_whereOneTakesAMemberOut() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT.failures(1), "a", "b");

    on(balancer, "a", "/x").complete(Outcome.RESET, "", request("/x"));

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void apache_asksForNoSecondPath_andTakesErrorsForAnswers() {
    Balancer balancer = balancer(FailurePolicy.APACHE, "a", "b");
    for (int i = 0; i < 100; i++) {
      fail(balancer, "a", "/" + i);
    }
    assertThat(healths(balancer)).isEqualTo("a up, b up");
  }

  @Test
  void clusterThatFailsEverything_keepsHalfOfItsMembers_andAlwaysOne() {
    for (int members : List.of(1, 2, 3, 4, 8)) {
      String[] ids =
          Stream.iterate(1, i -> i + 1).limit(members).map(i -> "m" + i).toArray(String[]::new);
      Balancer balancer = balancer(FailurePolicy.DEFAULT.forced(never()), ids);

      for (int i = 0; i < 1000; i++) {
        ask(balancer, "/" + i).complete(500, request("/" + i));
        time.advance(Duration.ofMillis(50));
      }

      assertThat(balancer.candidates().size()).isGreaterThanOrEqualTo((members + 1) / 2);
    }
  }

  @Test
  void requestsThatDoNotSayWhatTheyAskFor_countEach() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a", "b");

    for (int i = 0; i < ERRORS; i++) {
      on(balancer, "a", "/").complete(503);
    }

    assertThat(healths(balancer)).isEqualTo("a down, b up");
  }

  @Test
  void statusThatIsNone_isRefused_andTheHoldIsKept() {
    Balancer balancer = balancer(FailurePolicy.DEFAULT, "a");
    Lease lease = balancer.acquire();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> lease.complete(99))
        .withMessage("status: 99 (expected: 100 to 999)");
    assertThat(lease.candidate().counters().inFlight()).isEqualTo(1);
    lease.complete(999);
    assertThat(lease.candidate().counters().failures()).isEqualTo(1);
  }

  private static ForcedRecovery never() {
    return ForcedRecovery.NEVER;
  }

  private Balancer balancer(FailurePolicy policy, String... ids) {
    return Balancer.builder("test", new RoundRobin())
        .members(Stream.of(ids).map(id -> member(id).build()).toList())
        .failurePolicy(policy)
        .ticker(time)
        .scheduler(time)
        .build();
  }

  private static PickContext request(String path) {
    PickContext request = new PickContext();
    request.asked(KeyHash.of(path.replaceFirst("\\?.*", "")), KeyHash.of(path));
    return request;
  }

  private static Lease ask(Balancer balancer, String path) {
    return balancer.acquire(request(path));
  }

  private static String held(Balancer balancer, String path) {
    return ask(balancer, path).member().id();
  }

  /** A hold on this member, as a session's would be: for that, others are excluded. */
  private static Lease on(Balancer balancer, String id, String path) {
    PickContext request = request(path);
    balancer.candidates().members().stream()
        .filter(c -> !c.member().id().equals(id))
        .forEach(request::exclude);
    return balancer.acquire(request);
  }

  private static void fail(Balancer balancer, String id, String path) {
    on(balancer, id, path).complete(500, request(path));
  }

  private static void answer(Balancer balancer, String id, String path, int status) {
    on(balancer, id, path).complete(status, request(path));
  }
}
