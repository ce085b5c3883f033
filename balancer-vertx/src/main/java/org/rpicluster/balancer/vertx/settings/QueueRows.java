package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import org.rpicluster.balancer.limit.QueuePolicy;

/**
 * The table's rows of {@link QueuePolicy}: which requests may wait while every member is full.
 * Immutable.
 */
public final class QueueRows {

  private static final Setting<QueuePolicy, Integer> MAX =
      new Setting<>(
          "max",
          ValueTypes.whole(1, QueuePolicy.MAX),
          "100",
          QueuePolicy::max,
          (queue, max) -> new QueuePolicy(max, queue.timeout()),
          "requests that wait at one time");

  private static final Setting<QueuePolicy, Duration> TIMEOUT =
      new Setting<>(
          "timeout",
          ValueTypes.positiveDuration(),
          "5s",
          QueuePolicy::timeout,
          (queue, timeout) -> new QueuePolicy(queue.max(), timeout),
          "how long one waits");

  /** All of them. */
  public static final List<Setting<QueuePolicy, ?>> ALL = List.of(MAX, TIMEOUT);

  private QueueRows() {}
}
