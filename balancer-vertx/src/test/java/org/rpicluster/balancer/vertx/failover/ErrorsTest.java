package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.RawMember.saysAndCloses;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * Members that answer with errors, or with what is no answer: to all that they are asked, or not.
 */
class ErrorsTest {

  private static final int REQUESTS = 200;
  private static final int ERRORS = 5;
  private static final Reply ERROR = status(500);

  private final ManualTime time = new ManualTime();

  static Stream<Strategy> strategies() {
    return Stream.of(
        Strategies.byRequests(),
        Strategies.byTraffic(),
        Strategies.byBusyness(),
        Strategies.shortestExpectedDelay(),
        Strategies.twoChoices(),
        Strategies.peakEwma(),
        Strategies.rendezvous(HashKey.parse("client")),
        Strategies.random(),
        Strategies.first());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void memberThatAnswersErrorsToEverything_isOut_afterFive(Strategy strategy) throws Exception {
    try (RawMember failing = new RawMember(ERROR);
        RawMember well = new RawMember(ok("well"));
        TestProxy proxy = TestProxy.before(balancer(strategy, failing, well));
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        client.get("/").readAnswer();
      }
      assertThat(failing.heads()).hasSizeLessThanOrEqualTo(ERRORS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 507, 599, 600, 999})
  void anyErrorCounts_alsoOfAnUnknownClass(int status) throws Exception {
    try (RawMember failing = new RawMember(status(status));
        RawMember well = new RawMember(ok("well"));
        TestProxy proxy = TestProxy.before(balancer(Strategies.byRequests(), failing, well));
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        client.get("/").readAnswer();
      }
      assertThat(failing.heads()).hasSize(ERRORS);
      assertThat(health(proxy, 0).reason()).isEqualTo("server error: " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 501, 505})
  void whatIsTheRequestsFault_countsNot(int status) throws Exception {
    try (RawMember declining = new RawMember(status(status));
        RawMember well = new RawMember(ok("well"));
        TestProxy proxy = TestProxy.before(declining, well);
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        client.get("/" + i).readAnswer();
      }
      assertThat(declining.heads()).hasSize(REQUESTS / 2);
    }
  }

  @Test
  void clusterThatAnswersErrorsToEverything_goesOnDoingSo() throws Exception {
    try (RawMember a = new RawMember(ERROR);
        RawMember b = new RawMember(ERROR);
        RawMember c = new RawMember(ERROR);
        RawMember d = new RawMember(ERROR);
        TestProxy proxy = TestProxy.before(balancer(Strategies.byRequests(), a, b, c, d));
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(client.get("/" + i).readAnswer()).startsWith("HTTP/1.1 500 ").endsWith("failed");
      }
      assertThat(proxy.balancer().candidates().size()).isEqualTo(2);
    }
  }

  @Test
  void memberThatIsWellAgain_isBack_withItsNextTrial() throws Exception {
    Reply[] replies =
        IntStream.rangeClosed(0, ERRORS)
            .mapToObj(i -> i < ERRORS ? ERROR : ok("back"))
            .toArray(Reply[]::new);
    try (RawMember failing = new RawMember(replies);
        RawMember well = new RawMember(ok("well"));
        TestProxy proxy = TestProxy.before(balancer(Strategies.byRequests(), failing, well));
        RawClient client = proxy.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        client.get("/").readAnswer();
      }
      time.advance(((Health.Down) health(proxy, 0)).retry());
      for (int i = 0; i < 4; i++) {
        client.get("/").readAnswer();
      }
      assertThat(health(proxy, 0).name()).isEqualTo("recovering");
    }
  }

  static Stream<Reply> garbage() {
    return Stream.of(
        saysAndCloses("garbage\r\n\r\n"),
        saysAndCloses(""),
        saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"),
        saysAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
        saysAndCloses("HTTP/1.1 1000 High\r\nContent-Length: 1\r\n\r\nx"),
        ERROR);
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void oneUrl_takesNoMemberOut_howeverOftenItIsAsked(Reply garbage) throws Exception {
    try (RawMember a = failingOnePath(garbage);
        RawMember b = failingOnePath(garbage);
        TestProxy proxy = TestProxy.before(a, b)) {
      for (int i = 0; i < REQUESTS; i++) {
        ask(proxy, "/bad?" + i);
      }
      assertThat(health(proxy, 0).usable()).isTrue();
      assertThat(health(proxy, 1).usable()).isTrue();
      assertThat(ask(proxy, "/good")).startsWith("HTTP/1.1 200");
    }
  }

  /** Sites of one program have one path: what tells their pages apart is the query. */
  @Test
  void oneQuery_takesNoMemberOut_thoughOthersOfItsPathAreAnsweredWell() throws Exception {
    try (RawMember a = failing("GET /x?bad ", says("GARBAGE\r\n\r\n"));
        RawMember b = failing("GET /x?bad ", says("GARBAGE\r\n\r\n"));
        TestProxy proxy = TestProxy.before(a, b)) {
      for (int i = 0; i < REQUESTS; i++) {
        ask(proxy, "/x?bad");
        ask(proxy, "/x?bad");
        ask(proxy, "/x?bad");
        assertThat(ask(proxy, "/x?good")).startsWith("HTTP/1.1 200");
      }
      assertThat(health(proxy, 0).usable()).isTrue();
      assertThat(health(proxy, 1).usable()).isTrue();
    }
  }

  private static String ask(TestProxy proxy, String path) throws Exception {
    try (RawClient client = proxy.connect()) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n";
      return client.send(head).readAll();
    }
  }

  private static RawMember failingOnePath(Reply garbage) throws Exception {
    return failing("GET /bad", garbage);
  }

  private static RawMember failing(String begin, Reply garbage) throws Exception {
    RawMember[] made = new RawMember[1];
    made[0] =
        new RawMember(
            connection -> {
              List<String> heads = made[0].heads();
              boolean bad = heads.get(heads.size() - 1).startsWith(begin);
              (bad ? garbage : ok("good")).on(connection);
            });
    return made[0];
  }

  @Test
  void whatIsNotHttp_hasItsReason() throws Exception {
    try (RawMember member = new RawMember(saysAndCloses("HTTP/1.1 1000 High\r\n\r\n"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 502");

      ExchangeSummary summary = proxy.settled(1).get(0);
      assertThat(summary.end()).isEqualTo(ExchangeEnd.MEMBER_BROKE_PROTOCOL);
      assertThat(summary.reason()).contains("1000");
    }
  }

  private static Reply status(int status) {
    return says("HTTP/1.1 " + status + " No\r\nContent-Length: 6\r\n\r\nfailed");
  }

  private Balancer balancer(Strategy strategy, RawMember... members) {
    return Balancer.builder("test", strategy)
        .members(Stream.of(members).map(RawMember::url).map(Member::of).toList())
        .ticker(time)
        .scheduler(time)
        .build();
  }

  private static Health health(TestProxy proxy, int index) {
    List<Candidate> members = proxy.balancer().candidates().members();
    return members.get(index).health();
  }
}
