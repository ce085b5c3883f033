package org.rpicluster.balancer.benchmarks.measure;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rpicluster.balancer.pick.PickContext;

/**
 * One thread that makes requests: its context, and the requests that it has in flight. It ends the
 * oldest whenever it begins a new one, so that a strategy which looks at requests in flight sees
 * some, as in real life.
 */
@State(Scope.Thread)
public class Caller {

  /** A power of two. */
  private static final int IN_FLIGHT = 16;

  /** Added again and again it visits all numbers, and neighbours are far apart: 2^64 / phi. */
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private final PickContext context = new PickContext();
  private long hashKey;
  private final @Nullable Object[] held = new Object[IN_FLIGHT];
  private int oldest;

  /** The context of the next request, which comes from another client than the one before. */
  PickContext nextContext() {
    hashKey += STEP;
    context.clear();
    context.hashKey(hashKey);
    return context;
  }

  /** Holds {@code begun}, and gives back the oldest, which is to be ended; null at first. */
  @Nullable Object replaceOldest(Object begun) {
    Object ended = held[oldest];
    held[oldest] = begun;
    oldest = (oldest + 1) & (IN_FLIGHT - 1);
    return ended;
  }
}
