package org.rpicluster.balancer.vertx.vertxclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.vertxclient.LoopbackServers.await;

import io.vertx.core.Future;
import io.vertx.core.net.endpoint.LoadBalancer;
import io.vertx.core.net.endpoint.ServerEndpoint;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** The bridge in a real client of Vert.x, against servers on loopback. */
@Timeout(60)
class BridgedLoadBalancerTest {

  private final List<Balancer> made = new ArrayList<>();
  private LoopbackServers web;

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void requests_followTheStrategy() throws Exception {
    web = new LoopbackServers(BridgedLoadBalancer.of(Strategies.byRequests()), "abc");
    web.name("site", "abc");

    assertThat(web.ask("site", 7)).isEqualTo("abcabca");
  }

  @Test
  void webClient_isBalancedLikeItsHttpClient() throws Exception {
    web = new LoopbackServers(BridgedLoadBalancer.of(Strategies.byRequests()), "abc");
    web.name("site", "abc");

    assertThat(web.ask("site", 1) + web.askByWebClient("site") + web.ask("site", 1))
        .isEqualTo("abc");
  }

  @Test
  void weightsAndRotation_goOn_whenTheNameIsResolvedAnew() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byRequests(), this::fiveForA), "abc");
    web.name("site", "abc");

    // Apache's order for 5, 1, 1 is aabacaa: here it is cut after the third.
    assertThat(web.ask("site", 3)).isEqualTo("aab");
    web.name("site", "acb");
    assertThat(web.ask("site", 4 + 7)).isEqualTo("acaa" + "aacabaa");
  }

  /** What the bridge is for: Vert.x' own begins anew with the first server. */
  @Test
  void rotation_beginsAnew_withVertxOwnLoadBalancer() throws Exception {
    web = new LoopbackServers(LoadBalancer.ROUND_ROBIN, "abc");
    web.name("site", "abc");

    assertThat(web.ask("site", 1)).isEqualTo("a");
    web.name("site", "acb");
    assertThat(web.ask("site", 1)).isEqualTo("a");
  }

  @Test
  void requestsInFlight_stayWithTheirServers_whenTheNameIsResolvedAnew() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byBusyness(), server -> 1), "abc");
    web.name("site", "ab");
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(web.send("site", "/hold", ""));
    }
    awaitHeld(4);

    web.name("site", "abc");

    assertThat(web.ask("site", 3)).isEqualTo("ccc");
    assertThat(inFlight()).isEqualTo("2 2 0");
    web.release();
    waiting.forEach(LoopbackServers::await);
    awaitIdle();
    assertThat(web.ask("site", 6)).contains("a", "b");
  }

  @Test
  void serverThatLeft_getsNothing_andItsRequestsEnd() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byBusyness(), server -> 1), "ab");
    web.name("site", "a");
    Future<?> waiting = web.send("site", "/hold", "");
    awaitHeld(1);
    Candidate left = candidates().get(0);

    web.name("site", "b");
    web.name("site", "b");
    assertThat(web.ask("site", 2)).isEqualTo("bb");

    web.release();
    await(waiting);
    TestProxy.await(() -> left.counters().inFlight() == 0);
  }

  @Test
  void serverThatRefuses_isTakenOut_andStaysOut() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byRequests(), server -> 1), "ac");
    web.name("site", "axc");

    assertThat(web.ask("site", 1)).isEqualTo("a");
    assertThatThrownBy(() -> web.ask("site", 1)).hasRootCauseInstanceOf(ConnectException.class);
    web.name("site", "cxa");
    assertThat(web.ask("site", 4)).matches("[ac]{4}").contains("a", "c");

    assertThat(candidates().get(1).health()).isInstanceOf(Health.Down.class);
    assertThat(candidates().get(1).health().reason()).isEqualTo("connect failed");
    awaitIdle();
  }

  @Test
  void connectionThatIsCut_isAFailure_andFreesItsServer() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byRequests(), server -> 1), "a");
    web.name("site", "a");

    assertThatThrownBy(() -> await(web.send("site", "/cut", ""))).isNotNull();

    awaitIdle();
    assertThat(candidates().get(0).counters().failures()).isEqualTo(1);
  }

  @Test
  void requestThatIsReset_freesItsServer_andBlamesNobody() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byBusyness(), server -> 1), "a");
    web.name("site", "a");

    assertThatThrownBy(() -> await(web.sendAndReset("site"))).isNotNull();

    awaitIdle();
    assertThat(candidates().get(0).counters().failures()).isZero();
  }

  @Test
  void routingKey_findsItsServer_afterResolvingAnewToo() throws Exception {
    web = new LoopbackServers(BridgedLoadBalancer.of(Strategies.rendezvous(HashKey.CLIENT)), "abc");
    web.name("site", "abc");
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      before.append(web.ask("site", "user-" + i));
    }

    web.name("site", "bac");

    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      after.append(web.ask("site", "user-" + i));
    }
    assertThat(after).hasToString(before.toString());
    assertThat(before.chars().distinct().count()).isGreaterThan(1);
  }

  @Test
  void twoNames_areTwoClusters() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byRequests(), server -> 1), "abcd");
    web.name("one", "ab");
    web.name("two", "cd");

    assertThat(web.ask("one", 1) + web.ask("two", 2) + web.ask("one", 2)).isEqualTo("acdba");
    web.name("one", "ba");
    assertThat(web.ask("two", 1) + web.ask("one", 1)).isEqualTo("cb");
    assertThat(made).hasSize(2);
  }

  @Test
  void nameWithoutServers_isAnError() throws Exception {
    web = new LoopbackServers(BridgedLoadBalancer.of(Strategies.byRequests()), "a");
    web.name("site", "");

    assertThatThrownBy(() -> web.ask("site", 1)).hasMessageContaining("No results for");
  }

  @Test
  void sameServerTwice_countsTwice() throws Exception {
    web = new LoopbackServers(bridged(Strategies.byRequests(), server -> 1), "ab");
    web.name("site", "aab");

    assertThat(web.ask("site", 3)).isEqualTo("aab");
    assertThat(candidates().get(1).member().id()).isEqualTo("127.0.0.1:" + web.port("a") + "#2");
  }

  @Test
  void everyStrategy_serves() throws Exception {
    web = new LoopbackServers(LoadBalancer.FIRST, "");
    for (String name : Strategies.names()) {
      try (LoopbackServers all =
          new LoopbackServers(bridged(Strategies.named(name), server -> 1), "abc")) {
        all.name("site", "abc");
        assertThat(all.ask("site", 30)).as(name).matches("[abc]{30}");
        awaitIdle();
      }
    }
  }

  private double fiveForA(ServerEndpoint server) {
    return server.address().port() == web.port("a") ? 5 : 1;
  }

  private LoadBalancer bridged(Strategy strategy, ToDoubleFunction<ServerEndpoint> weight) {
    return BridgedLoadBalancer.of(
        () -> {
          Balancer balancer = Balancer.builder("test", strategy).build();
          made.add(balancer);
          return balancer;
        },
        weight);
  }

  private List<Candidate> candidates() {
    return made.get(made.size() - 1).candidates().members();
  }

  private String inFlight() {
    List<String> numbers = new ArrayList<>();
    candidates().forEach(c -> numbers.add(Integer.toString(c.counters().inFlight())));
    return String.join(" ", numbers);
  }

  private void awaitHeld(int requests) {
    TestProxy.await(() -> web.held() == requests);
  }

  /** The client is told of an answer's end before the load balancer is, or after. */
  private void awaitIdle() {
    TestProxy.await(() -> candidates().stream().allMatch(c -> c.counters().inFlight() == 0));
  }
}
