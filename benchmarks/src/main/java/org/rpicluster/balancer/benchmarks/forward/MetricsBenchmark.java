package org.rpicluster.balancer.benchmarks.forward;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The cost of counting one exchange: all updates of the metrics, for exchanges that differ in
 * member, latency and status. With {@code -prof gc} it must allocate nothing, and with one thread
 * take no more than 150 ns. With {@code -t 2} both threads do nothing but update the same meters,
 * as no proxy does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class MetricsBenchmark {

  /** A power of two, so that the next one costs no division. */
  private static final int EXCHANGES = 1024;

  private static final int MEMBERS = 20;

  private static final InboundHead HEAD = new FixedHead();

  private final ProxyMetrics metrics = ProxyMetrics.create();
  private final ExchangeSummary[] exchanges = new ExchangeSummary[EXCHANGES];

  /** Which is next, of each thread. */
  @State(Scope.Thread)
  public static class Turn {
    int next;
  }

  /** Makes the exchanges. */
  @Setup
  public void make() {
    for (int i = 0; i < EXCHANGES; i++) {
      exchanges[i] = exchange(i);
      metrics.settled(exchanges[i]); // each member has its meters
    }
  }

  private static ExchangeSummary exchange(int i) {
    long millis = 1 + i % 97;
    return new ExchangeSummary(
        HEAD,
        null,
        Client.NOBODY,
        "",
        "",
        Instant.EPOCH,
        0,
        i % 16 == 0 ? 300_000 : 0,
        millis * 1_000_000,
        millis * 1_100_000,
        i % 50 == 0 ? 404 : 200,
        0,
        1024,
        "rpicluster",
        "",
        null,
        "pi" + i % MEMBERS,
        1,
        ExchangeEnd.COMPLETE,
        "",
        Map.of(),
        null);
  }

  /** One exchange. */
  @Benchmark
  public void settled(Turn turn) {
    metrics.settled(exchanges[turn.next++ & EXCHANGES - 1]);
  }
}
