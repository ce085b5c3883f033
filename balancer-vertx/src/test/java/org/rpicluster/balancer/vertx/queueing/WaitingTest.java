package org.rpicluster.balancer.vertx.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.TestProxy.ONE_CONNECTION;
import static org.rpicluster.balancer.vertx.kit.TestProxy.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** What happens to requests when as many connections to a member are open as there may be. */
class WaitingTest {

  private static long inFlight(TestProxy proxy) {
    return proxy.balancer().candidates().get(0).counters().inFlight();
  }

  @Test
  void clientThatLeavesTheQueue_freesItsPlaceAndNoConnectionIsLost() throws Exception {
    CountDownLatch thought = new CountDownLatch(1);
    try (RawMember member = new RawMember(after(thought, ok("first")), ok("third"));
        TestProxy proxy = TestProxy.before(ONE_CONNECTION, member);
        RawClient first = proxy.connect();
        RawClient second = proxy.connect();
        RawClient third = proxy.connect()) {
      first.get("/first");
      await(() -> member.heads().size() == 1);
      second.get("/second");
      await(() -> inFlight(proxy) == 2);
      second.reset();
      await(() -> inFlight(proxy) == 1);
      third.get("/third");
      await(() -> inFlight(proxy) == 2);
      thought.countDown();
      assertThat(first.readAnswer()).endsWith("first");
      assertThat(third.readAnswer()).endsWith("third");
      assertThat(member.heads()).hasSize(2).noneMatch(head -> head.contains("/second"));
      assertThat(member.connections()).isEqualTo(1);
    }
  }
}
