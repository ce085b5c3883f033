package org.rpicluster.balancer.vertx.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.kit.AskedHead;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

class ProxyMetricsTest {

  private static final long MILLI = 1_000_000;

  private final ManualTime time = new ManualTime();
  private final Balancer balancer =
      Balancer.builder("pis", Strategies.byRequests())
          .members(List.of(member("pi1"), member("pi2")))
          .build();

  private static Member member(String id) {
    return Member.at("http://127.0.0.1:9").id(id).build();
  }

  private static ExchangeSummary exchange(String member, int status, ExchangeEnd end) {
    return new ExchangeSummary(
        AskedHead.of("GET", "/a?b"),
        NettyFields.none(),
        Client.NOBODY,
        "",
        "",
        Instant.EPOCH,
        0,
        member.isEmpty() ? -1 : MILLI,
        member.isEmpty() ? -1 : 20 * MILLI,
        30 * MILLI,
        status,
        7,
        100,
        "pis",
        "",
        null,
        member,
        1,
        end,
        "",
        Map.of(),
        null);
  }

  @Test
  void exchange_isCountedForItsClusterAndItsLastMember() {
    ProxyMetrics metrics = ProxyMetrics.create();
    metrics.settled(exchange("pi1", 200, ExchangeEnd.COMPLETE));
    metrics.settled(exchange("pi2", 502, ExchangeEnd.MEMBER_RESET));
    metrics.settled(exchange("", 503, ExchangeEnd.NO_MEMBER));

    Measured cluster = metrics.cluster(balancer).orElseThrow();
    assertThat(cluster.count(StatusClass.SUCCESSFUL)).isEqualTo(1);
    assertThat(cluster.count(StatusClass.SERVER_ERROR)).isEqualTo(2);
    Measured member = metrics.member(balancer, "pi2").orElseThrow();
    assertThat(member.count(StatusClass.SERVER_ERROR)).isEqualTo(1);
    assertThat(member.count(StatusClass.SUCCESSFUL)).isZero();
  }

  @Test
  void registry_hasWhatIsMeasured_byNames() {
    MetricRegistry registry = new MetricRegistry();
    ProxyMetrics metrics = ProxyMetrics.in(registry);
    metrics.settled(exchange("pi1", 200, ExchangeEnd.COMPLETE));

    assertThat(registry.getCounters().get("balancer.pis.requests.2xx").getCount()).isEqualTo(1);
    assertThat(registry.getCounters().get("balancer.pis.bytesToClients").getCount()).isEqualTo(100);
    Histogram total = registry.getHistograms().get("balancer.pis.members.pi1.total");
    assertThat(total.getCount()).isEqualTo(1);
    assertThat(total.getSnapshot().getMedian()).isBetween(25.0 * MILLI, 31.5 * MILLI);
  }

  @Test
  void registry_hasGaugesOfMembers_andForgetsThoseThatLeave() {
    MetricRegistry registry = new MetricRegistry();
    try (ProxyMetrics metrics = ProxyMetrics.in(registry)) {
      metrics.follow(() -> List.of(balancer), time);
      try (Lease lease = balancer.acquire()) {
        time.advance(Duration.ofSeconds(1));
        assertThat(gauge(registry, "balancer.pis.members." + lease.member().id() + ".inFlight"))
            .isEqualTo(1L);
      }
      metrics.settled(exchange("pi2", 200, ExchangeEnd.COMPLETE));

      balancer.update(List.of(member("pi1")));
      time.advance(Duration.ofSeconds(1));
      assertThat(registry.getNames()).noneMatch(name -> name.contains("pi2"));
      assertThat(registry.getNames()).anyMatch(name -> name.contains("members.pi1."));
      assertThat(metrics.member(balancer, "pi2")).isEmpty();
    }
    assertThat(registry.getNames()).isEmpty();
  }

  @Test
  void nameOfAnotherHand_isLeftToIt() {
    MetricRegistry registry = new MetricRegistry();
    Metric others = registry.counter("balancer.pis.requests.2xx");
    try (ProxyMetrics metrics = ProxyMetrics.in(registry)) {
      metrics.settled(exchange("pi1", 200, ExchangeEnd.COMPLETE));
    }
    assertThat(registry.getMetrics()).isEqualTo(Map.of("balancer.pis.requests.2xx", others));
  }

  private static Object gauge(MetricRegistry registry, String name) {
    return registry.getGauges().get(name).getValue();
  }

  @Test
  void rate_isOfTheLastSeconds_andTheMinuteIsKept() {
    try (ProxyMetrics metrics = ProxyMetrics.create()) {
      metrics.follow(() -> List.of(balancer), time);
      for (int second = 1; second <= 10; second++) {
        for (int i = 0; i < second; i++) {
          metrics.settled(exchange("pi1", second == 10 ? 500 : 200, ExchangeEnd.COMPLETE));
        }
        time.advance(Duration.ofSeconds(1));
      }
      History history = metrics.cluster(balancer).orElseThrow().history();

      assertThat(history.rate()).isEqualTo((6 + 7 + 8 + 9 + 10) / 5.0);
      assertThat(history.latencyNanos(0.5)).isBetween(15.0 * MILLI, 20.0 * MILLI);
      assertThat(history.minute().requests()).hasSize(60).endsWith(8, 9, 10).startsWith(0, 0);
      assertThat(history.minute().errors()).endsWith(0, 0, 10);
      assertThat(history.minute().p99Micros()).endsWith(history.minute().p99Micros()[58]);
      assertThat(history.day().requests()).hasSize(144).endsWith(0, 55).startsWith(0);
    }
  }

  @Test
  void latencies_areThoseOfLately() {
    try (ProxyMetrics metrics = ProxyMetrics.create()) {
      metrics.follow(() -> List.of(balancer), time);
      metrics.settled(exchange("pi1", 200, ExchangeEnd.COMPLETE));
      for (int i = 0; i < 600; i++) {
        time.advance(Duration.ofSeconds(1));
      }
      History history = metrics.member(balancer, "pi1").orElseThrow().history();

      assertThat(history.latencyNanos(0.5)).isZero();
      assertThat(history.day().requests()).endsWith(1);
    }
  }

  @Test
  void failures_areTold_byTheirKind() {
    balancer.acquire().complete(Outcome.RESET);
    ProxyMetrics metrics = ProxyMetrics.create();
    metrics.follow(() -> List.of(balancer), time);
    time.advance(Duration.ofSeconds(1));

    assertThat(PrometheusText.of(metrics))
        .containsPattern("balancer_member_failures_total\\{.*kind=\"reset\".*} 1\\.0")
        .containsPattern("balancer_member_failures_total\\{.*kind=\"timed_out\".*} 0\\.0")
        .contains("# TYPE balancer_total_seconds histogram");
  }

  @Test
  void proxy_tellsWhatItCarries() throws Exception {
    ProxyMetrics metrics = ProxyMetrics.create();
    try (RawMember member = new RawMember(RawMember.ok("hello"));
        TestProxy proxy =
            TestProxy.builder(member).but(builder -> builder.observer(metrics)).start();
        RawClient client = proxy.connect()) {
      client.get("/").readAnswer();
      client.get("/").readAnswer();
      await()
          .untilAsserted(
              () ->
                  assertThat(metrics.clusters().values())
                      .anyMatch(each -> each.all().count(StatusClass.SUCCESSFUL) == 2));
    }
  }
}
