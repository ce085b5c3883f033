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
    long all = now.count();
    long bad = now.count(StatusClass.SERVER_ERROR) + now.count(StatusClass.NONE);
    requests[next] = (int) Math.min(Integer.MAX_VALUE, all - requestsBefore);
    errors[next] = (int) Math.min(Integer.MAX_VALUE, bad - errorsBefore);
    p99Micros[next] = (int) (firstBytes.since(before).getValue(LATE) / NANOS_PER_MICRO);
    next = (next + 1) % requests.length;
    requestsBefore = all;
    errorsBefore = bad;
    before = firstBytes;
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
    int[] copy = Arrays.copyOfRange(ring, next, next + ring.length);
    System.arraycopy(ring, 0, copy, ring.length - next, next);
    return copy;
  }
}
