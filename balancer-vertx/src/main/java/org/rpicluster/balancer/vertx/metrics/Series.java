package org.rpicluster.balancer.vertx.metrics;

import java.util.Arrays;

/**
 * A ring of equal spans of time, of each how many requests there were, how many of them had a 5xx
 * or nothing, and the p99 of their first bytes. Written by one thread at a time and read by any,
 * under its lock.
 */
public final class Series {

  private static final double LATE = 0.99;
  private static final int NANOS_PER_MICRO = 1000;

  private final int[] requests;
  private final int[] errors;
  private final int[] p99Micros;
  private int next;
  private boolean running;
  private long requestsBefore;
  private long errorsBefore;
  private LatencySnapshot before = LatencySnapshot.EMPTY;

  /** Of so many spans, in all of which nothing happened. */
  Series(int spans) {
    requests = new int[spans];
    errors = new int[spans];
    p99Micros = new int[spans];
  }

  /** A span is over. */
  synchronized void end(ExchangeMeters now, LatencySnapshot firstBytes) {
    goOn(now, firstBytes);
    running = false;
    next = (next + 1) % requests.length;
    requestsBefore = now.count();
    errorsBefore = errors(now);
    before = firstBytes;
  }

  /** A span goes on: until it is over it is shown as it is, in the place of the oldest. */
  synchronized void goOn(ExchangeMeters now, LatencySnapshot firstBytes) {
    running = true;
    requests[next] = (int) Math.min(Integer.MAX_VALUE, now.count() - requestsBefore);
    errors[next] = (int) Math.min(Integer.MAX_VALUE, errors(now) - errorsBefore);
    p99Micros[next] = (int) (firstBytes.since(before).getValue(LATE) / NANOS_PER_MICRO);
  }

  private static long errors(ExchangeMeters meters) {
    return meters.count(StatusClass.SERVER_ERROR) + meters.count(StatusClass.NONE);
  }

  /**
   * A copy, the oldest span first.
   *
   * @param requests how many there were in each
   * @param errors how many of them had a 5xx or nothing
   * @param p99Micros the p99 of their first bytes; 0 if there were none
   */
  public record Spans(int[] requests, int[] errors, int[] p99Micros) {}

  synchronized Spans values() {
    return new Spans(inOrder(requests), inOrder(errors), inOrder(p99Micros));
  }

  /** How many requests there were in the last spans. */
  synchronized long requestsInLast(int spans) {
    long all = 0;
    for (int i = 1; i <= spans; i++) {
      all += requests[Math.floorMod(next - i, requests.length)];
    }
    return all;
  }

  private int[] inOrder(int[] ring) {
    int oldest = (running ? next + 1 : next) % ring.length;
    int[] copy = Arrays.copyOfRange(ring, oldest, oldest + ring.length);
    System.arraycopy(ring, 0, copy, ring.length - oldest, oldest);
    return copy;
  }
}
