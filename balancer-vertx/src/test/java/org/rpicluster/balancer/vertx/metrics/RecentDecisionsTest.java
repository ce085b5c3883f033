package org.rpicluster.balancer.vertx.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.kit.AskedHead;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

class RecentDecisionsTest {

  private final RecentDecisions decisions = new RecentDecisions();

  private void settle(String target) {
    decisions.settled(
        new ExchangeSummary(
            AskedHead.of("GET", target),
            NettyFields.none(),
            Client.NOBODY,
            "id",
            "",
            Instant.EPOCH,
            0,
            0,
            0,
            0,
            200,
            0,
            0,
            "pis",
            "",
            null,
            "pi1",
            1,
            ExchangeEnd.COMPLETE,
            "",
            Map.of(),
            null));
  }

  private List<String> paths() {
    return decisions.latest().stream().map(Decision::path).toList();
  }

  @Test
  void newest_comesFirst_andTheOldestMakesRoom() {
    assertThat(paths()).isEmpty();
    settle("/a");
    settle("/b");
    assertThat(paths()).containsExactly("/b", "/a");
    for (int i = 0; i < RecentDecisions.KEPT; i++) {
      settle("/" + i);
    }
    assertThat(paths()).hasSize(RecentDecisions.KEPT).startsWith("/127", "/126").endsWith("/0");
  }

  @Test
  void query_isLeftOut_andALongTargetIsCut() {
    settle("/a?password=secret");
    settle("/" + "x".repeat(5000));
    assertThat(paths()).containsExactly("/" + "x".repeat(199), "/a");
  }
}
