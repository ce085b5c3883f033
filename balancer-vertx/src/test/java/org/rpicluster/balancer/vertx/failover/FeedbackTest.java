package org.rpicluster.balancer.vertx.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What strategies are told of requests and answers by the proxy, over real sockets. */
class FeedbackTest {

  private static final int USERS = 20;

  /** The library alone, given the key, must choose the same member as the proxy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client        | /               | X-None: %s               | 127.0.0.1",
        "uri           | /a?user=%s      | X-None: 1                | /a?user=%s",
        "path          | /a/%s?x=1       | X-None: 1                | /a/%s",
        "header:x-user | /               | X-User: %s               | %s",
        "cookie:SID    | /               | Cookie: a=b; SID=%s; c=d | %s"
      })
  void hashingStrategy_isGivenItsKey(String key, String target, String field, String hashed)
      throws Exception {
    Strategy strategy = Strategies.rendezvous(HashKey.parse(key));
    try (RawMember a = new RawMember(ok("a"));
        RawMember b = new RawMember(ok("b"));
        RawMember c = new RawMember(ok("c"))) {
      Balancer library = balancer(strategy, a, b, c);
      try (TestProxy proxy = TestProxy.before(balancer(strategy, a, b, c));
          RawClient client = proxy.connect()) {
        for (int i = 0; i < USERS; i++) {
          String user = "user" + i;
          String answer =
              ask(
                  client,
                  String.format(Locale.ROOT, target, user),
                  String.format(Locale.ROOT, field, user));
          String expected =
              expected(library, String.format(Locale.ROOT, hashed, user), List.of(a, b, c));
          assertThat(answer).as(user).endsWith(expected);
        }
      }
    }
  }

  @Test
  void request_withoutTheKey_goesToAnyMember() throws Exception {
    Strategy strategy = Strategies.rendezvous(HashKey.parse("header:x-user"));
    try (RawMember a = new RawMember(ok("a"));
        RawMember b = new RawMember(ok("b"));
        TestProxy proxy = TestProxy.before(balancer(strategy, a, b));
        RawClient client = proxy.connect()) {
      Set<String> answers = new HashSet<>();
      // All on one of two by chance: 1 in 2^63.
      for (int i = 0; i < 64; i++) {
        answers.add(ask(client, "/", "X-User:"));
      }
      assertThat(answers).hasSize(2);
    }
  }

  /** A second is what counts for a member that has a request and was never measured. */
  @Test
  void latency_isKnown_asSoonAsTheAnswerBegins() throws Exception {
    try (RawMember slowBody =
        new RawMember(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly so much"))) {
      Balancer balancer = balancer(Strategies.peakEwma(), slowBody);
      try (TestProxy proxy = TestProxy.before(balancer);
          RawClient client = proxy.connect()) {
        client.get("/").readHead();

        TestProxy.await(() -> balancer.scores().get(0).value() != 1e9);
        assertThat(balancer.candidates().get(0).counters().inFlight()).isEqualTo(1);
      }
    }
  }

  private static String ask(RawClient client, String target, String field) throws Exception {
    return client
        .send("GET " + target + " HTTP/1.1\r\nHost: a.test\r\n" + field + "\r\n\r\n")
        .readAnswer();
  }

  private static String expected(Balancer library, String key, List<RawMember> members) {
    PickContext context = new PickContext();
    context.hashKey(key);
    try (Lease lease = library.acquire(context)) {
      List<String> urls = members.stream().map(RawMember::url).toList();
      return List.of("a", "b", "c").get(urls.indexOf(lease.member().url().toString()));
    }
  }

  private static Balancer balancer(Strategy strategy, RawMember... members) {
    return Balancer.builder("test", strategy)
        .members(Stream.of(members).map(m -> Member.of(m.url())).toList())
        .build();
  }
}
