package org.rpicluster.balancer.strategy;

import org.rpicluster.balancer.pick.TestCluster;

/** Counts in words of choices, such as {@code aabacaa}. */
public final class WordCount {

  private WordCount() {}

  /** The part of the word that is {@code id}. */
  public static double share(String word, char id) {
    return (double) word.chars().filter(c -> c == id).count() / word.length();
  }

  /**
   * Four standard deviations of a share {@code p} in {@code n} independent draws: by chance a right
   * strategy misses it once in 16 000 seeds, and ours is fixed.
   */
  public static double fourSigma(double p, int n) {
    return 4 * Math.sqrt(p * (1 - p) / n);
  }

  /** The highest number of requests in flight on one member. */
  public static int highest(TestCluster cluster) {
    return cluster.candidates().members().stream()
        .mapToInt(c -> c.counters().inFlight())
        .max()
        .orElse(0);
  }
}
