package org.rpicluster.balancer.vertx.mounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerBuilder;
import org.rpicluster.balancer.BalancerObserver;
import org.rpicluster.balancer.LeakDetection;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.Waiter;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.ByRule;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.vertx.BalancingProxy;
import org.rpicluster.balancer.vertx.BalancingProxyHandler;
import org.rpicluster.balancer.vertx.kit.Embedding;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/**
 * A deliberately wrong embedder: one fault a test. Each gets a clear message, and no healthy member
 * is down for it, or was charged with anything.
 */
class WrongEmbedderTest {

  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello";

  private final List<String> faults = new CopyOnWriteArrayList<>();

  private static void mount(BalancingProxy proxy, Router router) {
    router.route().handler(BalancingProxyHandler.of(proxy));
  }

  private Embedding program(Strategy strategy, UnaryOperator<BalancerBuilder> change)
      throws Exception {
    return Embedding.of(
        strategy,
        builder -> change.apply(builder.faults((what, cause) -> faults.add(what))),
        WrongEmbedderTest::mount);
  }

  private static void assertServed(Embedding program) throws Exception {
    for (int i = 0; i < 4; i++) {
      try (RawClient client = program.connect()) {
        assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 200").endsWith(" hello");
      }
    }
    await(program::isUnharmed);
  }

  private static void assertFailsHere(Embedding program) throws Exception {
    for (int i = 1; i <= 8; i++) {
      try (RawClient client = program.connect()) {
        assertThat(client.send(POST).readAll()).startsWith("HTTP/1.1 500");
      }
      assertThat(program.settled(i).get(i - 1).end()).isEqualTo(ExchangeEnd.FAILED);
    }
    assertThat(program.arrived()).isEmpty();
    await(program::isUnharmed);
  }

  private static void limitToOneEach(Balancer balancer) {
    balancer.update(members -> members.stream().map(m -> m.but().maxInFlight(1).build()).toList());
  }

  @Test
  void bodyReadBefore_is500_andSaysSo() throws Exception {
    try (Embedding program =
        Embedding.of(
            (proxy, router) -> {
              router.route().handler(BodyHandler.create(false));
              router.route().handler(context -> proxy.handle(context.request()));
            })) {
      assertFailsHere(program);
      assertThat(program.settled(1).get(0).reason())
          .isEqualTo("The request's body was read before it came here.");
    }
  }

  @Test
  void observerThatThrows_isReported_andRequestsGoOn() throws Exception {
    BalancerObserver throwing =
        new BalancerObserver() {
          @Override
          public void healthChanged(Member member, Health from, Health to) {
            throw new IllegalStateException(member.id() + " is " + to.name());
          }
        };
    try (Embedding program =
        program(Strategies.byRequests(), builder -> builder.observer(throwing))) {
      assertServed(program);
      Balancer balancer = program.balancer();
      String id = balancer.candidates().members().get(0).member().id();
      balancer.probesFailed(id, "by the test");
      assertThat(balancer.candidates().size()).isEqualTo(1);
      assertThat(faults)
          .containsExactly(
              "test: the observer threw java.lang.IllegalStateException: " + id + " is down");
      balancer.probesPassed(id);
      assertThat(balancer.candidates().size()).isEqualTo(2);
      try (RawClient client = program.connect()) {
        assertThat(client.send(POST).readAnswer()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void pickerThatThrows_is500_andIsNamed() throws Exception {
    Strategy throwing =
        new ByRule(
            (candidates, context) -> {
              throw new IllegalStateException("out of ideas");
            });
    try (Embedding program = program(throwing, builder -> builder)) {
      assertFailsHere(program);
      assertThatThrownBy(() -> program.balancer().acquire())
          .hasMessage(
              "test: the strategy wrong threw java.lang.IllegalStateException: out of ideas");
      program.balancer().strategy(Strategies.byRequests());
      assertServed(program);
    }
  }

  @Test
  void pickerThatAnswersNull_is500_andIsNamed() throws Exception {
    try (Embedding program =
        program(new ByRule((candidates, context) -> null), builder -> builder)) {
      assertFailsHere(program);
      assertThatThrownBy(() -> program.balancer().acquire())
          .hasMessageStartingWith("test: the strategy wrong answered null");
    }
  }

  @Test
  void pickerThatPicksTheFull_is500_andIsNamed() throws Exception {
    try (Embedding program =
        program(new ByRule((candidates, context) -> candidates.get(0)), builder -> builder)) {
      Balancer balancer = program.balancer();
      limitToOneEach(balancer);
      try (Lease held = balancer.acquire();
          RawClient client = program.connect()) {
        assertThat(client.send(POST).readAll()).startsWith("HTTP/1.1 500");
        assertThatThrownBy(balancer::acquire)
            .hasMessageContaining("the strategy wrong answered " + held.member().id());
      }
      assertServed(program);
    }
  }

  @Test
  void waiterThatThrows_isReported_andItsLeaseComesBack() throws Exception {
    Waiter throwing =
        new Waiter() {
          @Override
          public void waits(Turn turn) {}

          @Override
          public void granted(Lease lease) {
            throw new IllegalStateException("no thanks");
          }

          @Override
          public void refused(NoMemberException reason) {}
        };
    try (Embedding program = program(Strategies.byRequests(), builder -> builder)) {
      Balancer balancer = program.balancer();
      limitToOneEach(balancer);
      Lease first = balancer.acquire();
      Lease second = balancer.acquire();
      balancer.acquire(new PickContext(), throwing);
      try (RawClient client = program.connect()) {
        client.send(POST);
        await(() -> balancer.waiting() == 2);
        first.complete(Outcome.SUCCESS);
        assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
      }
      second.complete(Outcome.SUCCESS);
      assertThat(faults)
          .containsExactly("test: a waiter threw java.lang.IllegalStateException: no thanks");
      assertServed(program);
    }
  }

  @Test
  void forgottenLeases_areReported_andComeBack() throws Exception {
    try (Embedding program =
        program(
            Strategies.byRequests(), builder -> builder.leakDetection(LeakDetection.PARANOID))) {
      for (int i = 0; i < 10; i++) {
        program.balancer().acquire();
      }
      await(
          () -> {
            System.gc();
            program.balancer().acquire().complete(Outcome.SUCCESS);
            return faults.size() >= 10;
          });
      assertThat(faults)
          .hasSize(10)
          .allMatch(fault -> fault.endsWith("was never ended (expected: complete or close)"));
      assertServed(program);
    }
  }
}
