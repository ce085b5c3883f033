package org.rpicluster.balancer.vertx.accesslog;

import java.time.Duration;
import org.rpicluster.balancer.check.Check;

/**
 * The rule by which the file of an access log is put aside, and by which old ones go. Immutable.
 *
 * @param sizeBytes once it has so many bytes; 0 for never
 * @param age once it is so old; 0 for never
 * @param budgetBytes the most that what was put aside may have in all: the oldest are removed
 */
public record LogRotation(long sizeBytes, Duration age, long budgetBytes) {

  /** A card of a Pi has room for it. */
  private static final long BUDGET = 100L * 1024 * 1024;

  /** Never: another program does it, or none. */
  public static final LogRotation OFF = new LogRotation(0, Duration.ZERO, BUDGET);

  /** Checks the ranges. */
  public LogRotation {
    Check.argument(sizeBytes >= 0, "size", sizeBytes, "0 or more");
    Check.argument(!age.isNegative(), "age", age, "0 or more");
    Check.argument(budgetBytes >= 0, "budget", budgetBytes, "0 or more");
  }

  /** At another size. */
  public LogRotation sizeBytes(long bytes) {
    return new LogRotation(bytes, age, budgetBytes);
  }

  /** At another age. */
  public LogRotation age(Duration other) {
    return new LogRotation(sizeBytes, other, budgetBytes);
  }

  /** With another budget. */
  public LogRotation budgetBytes(long bytes) {
    return new LogRotation(sizeBytes, age, bytes);
  }

  /** Whether a file of this size and age is to be put aside; an empty one never is. */
  boolean isDue(long bytes, Duration old) {
    boolean large = sizeBytes > 0 && bytes >= sizeBytes;
    return bytes > 0 && (large || !age.isZero() && old.compareTo(age) >= 0);
  }
}
