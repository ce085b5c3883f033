package org.rpicluster.balancer.time;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Randomness, handed in. Not for secrets. {@link #system()} allocates nothing and may be called by
 * any thread; {@link #seeded} is for one thread at a time.
 */
@FunctionalInterface
public interface Chance {

  /** 64 random bits. */
  long nextLong();

  /**
   * A number from 0 to {@code bound - 1}, each nearly as likely: the bias is below bound / 2^32.
   *
   * @param bound 1 or more
   */
  default int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A generator per thread, seeded by the system. */
  static Chance system() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  /** The same numbers for the same seed, for tests and simulations. */
  static Chance seeded(long seed) {
    return new SplittableRandom(seed)::nextLong;
  }
}
