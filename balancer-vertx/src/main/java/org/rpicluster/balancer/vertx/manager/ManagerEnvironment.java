package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;

/**
 * The environment of a manager, which a test hands in. Immutable; any thread.
 *
 * @param ticker what time it is
 * @param scheduler when the event stream looks
 * @param memoryBytes what the heap has in use, with what the next collection will find free
 * @param metrics what is measured of exchanges, if anything
 */
record ManagerEnvironment(
    Ticker ticker, Scheduler scheduler, LongSupplier memoryBytes, Optional<ProxyMetrics> metrics) {

  /** Where nothing is measured. */
  ManagerEnvironment(Ticker ticker, Scheduler scheduler, LongSupplier memoryBytes) {
    this(ticker, scheduler, memoryBytes, Optional.empty());
  }

  /** Those of a program that runs. */
  static ManagerEnvironment of(Vertx vertx, Optional<ProxyMetrics> metrics) {
    return new ManagerEnvironment(
        Ticker.system(), timersOf(vertx), ManagerEnvironment::usedHeap, metrics);
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Scheduler timersOf(Vertx vertx) {
    return (delayNanos, task) -> {
      long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(delayNanos));
      long timer = vertx.setTimer(millis, any -> task.run());
      return () -> vertx.cancelTimer(timer);
    };
  }

  /** What is to be known of this process now. */
  ServerFacts facts() {
    return ServerFacts.of(ticker.now(), memoryBytes.getAsLong(), connections());
  }

  private OptionalLong connections() {
    return metrics.map(ProxyMetrics::connections).orElse(OptionalLong.empty());
  }
}
