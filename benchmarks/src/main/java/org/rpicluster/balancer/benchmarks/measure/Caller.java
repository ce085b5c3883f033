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

  final PickContext context = new PickContext();
  private final @Nullable Object[] held = new Object[IN_FLIGHT];
  private int oldest;

  /** Holds {@code begun}, and gives back the oldest, which is to be ended; null at first. */
  @Nullable Object replaceOldest(Object begun) {
    Object ended = held[oldest];
    held[oldest] = begun;
    oldest = (oldest + 1) & (IN_FLIGHT - 1);
    return ended;
  }
}
