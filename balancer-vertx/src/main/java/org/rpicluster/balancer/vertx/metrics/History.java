package org.rpicluster.balancer.vertx.metrics;

/**
 * The recent history of a cluster or a member: the last minute by the second, the last day by ten
 * minutes, and the quantiles of the last half minute or more. It costs about 4.5 KB, and a second's
 * look a microsecond. Looked at by one thread at a time, read by any.
 */
public final class History {

  /** Of a second each. */
  public static final int MINUTE_SPANS = 60;

  /** Of ten minutes each: 24 hours. */
  public static final int DAY_SPANS = 144;

  /** How long a span of the day is. */
  public static final int SECONDS_PER_DAY_SPAN = 600;

  /**
   * Quantiles are of this long or up to twice as long: few requests a second still say something.
   */
  private static final int WINDOW_SECONDS = 30;

  /** A rate is of this long: it must neither jump nor lag. */
  private static final int RATE_SECONDS = 5;

  private final Series minute = new Series(MINUTE_SPANS);
  private final Series day = new Series(DAY_SPANS);
  private LatencySnapshot windowBegan = LatencySnapshot.EMPTY;
  private LatencySnapshot nextWindow = LatencySnapshot.EMPTY;
  private LatencySnapshot known = LatencySnapshot.EMPTY;
  private long countBefore;
  private boolean rests;
  private int seconds;
  private volatile LatencySnapshot lately = LatencySnapshot.EMPTY;

  /** Of which no second has gone by. */
  public History() {}

  /** A second has gone by. */
  void look(ExchangeMeters meters) {
    LatencySnapshot now = latest(meters);
    seconds++;
    minute.end(meters, now);
    if (seconds % SECONDS_PER_DAY_SPAN == 0) {
      day.end(meters, now);
    } else {
      day.goOn(meters, now);
    }
    if (seconds % WINDOW_SECONDS == 0) {
      windowBegan = nextWindow;
      nextWindow = now;
    }
    lately = now.since(windowBegan);
  }

  /**
   * The latencies now: where nothing has ended for two looks, those of before, so that a balancer
   * that rests makes no garbage. One look alone may come between a count and its latency.
   */
  private LatencySnapshot latest(ExchangeMeters meters) {
    long count = meters.count();
    if (count != countBefore || !rests) {
      known = meters.firstByte();
    }
    rests = count == countBefore;
    countBefore = count;
    return known;
  }

  /** Requests a second, of the last seconds. */
  public double rate() {
    return (double) minute.requestsInLast(RATE_SECONDS) / RATE_SECONDS;
  }

  /** Requests in the last minute. */
  public long requestsInMinute() {
    return minute.requestsInLast(MINUTE_SPANS);
  }

  /** The latency that this part of the first bytes did not pass lately, in nanoseconds. */
  public double latencyNanos(double quantile) {
    return lately.getValue(quantile);
  }

  /** The last minute, by the second. */
  public Series.Spans minute() {
    return minute.values();
  }

  /** The last day, by ten minutes. */
  public Series.Spans day() {
    return day.values();
  }
}
