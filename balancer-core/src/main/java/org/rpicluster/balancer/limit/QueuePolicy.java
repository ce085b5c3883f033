package org.rpicluster.balancer.limit;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The bounds of a cluster's queue: how many requests may wait, and how long, while every member has
 * as many as it may have. Immutable.
 *
 * @param max requests that wait at one time; 0 if none may
 * @param timeout how long one waits at most; more than 0
 */
public record QueuePolicy(int max, Duration timeout) {

  /** More than would be served in any time that a client waits. */
  public static final int MAX = 10_000;

  /**
   * Five seconds are what people wait before they reload, and each who waits costs his request's
   * fields in memory: a hundred of them are a few hundred KiB.
   */
  public static final QueuePolicy DEFAULT = new QueuePolicy(100, Duration.ofSeconds(5));

  /** No request waits. */
  public static final QueuePolicy NONE = new QueuePolicy(0, Duration.ofSeconds(5));

  /** Checks the ranges. */
  public QueuePolicy {
    Check.argument(max >= 0 && max <= MAX, "max", max, "0 to " + MAX);
    boolean positive = !timeout.isNegative() && !timeout.isZero();
    Check.argument(positive, "timeout", timeout, "more than 0");
  }
}
