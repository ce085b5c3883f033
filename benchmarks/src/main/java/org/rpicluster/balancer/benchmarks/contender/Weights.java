package org.rpicluster.balancer.benchmarks.contender;

/** The weights of a cluster's members. */
public enum Weights {
  /** Everyone 1. */
  EQUAL(100, 1),
  /** 1, 2, 3, 5 and 10 in turn: what people configure. */
  MIXED(100, 1, 2, 3, 5, 10),
  /**
   * Decimals from 10 to 99 without a common divisor, which hardly repeat: what defeats any table of
   * the whole rotation. The range keeps within the 100 to 1 that gRPC can express.
   */
  DECIMAL(1, decimals());

  private final int hundredthsPerUnit;
  private final int[] units;

  Weights(int hundredthsPerUnit, int... units) {
    this.hundredthsPerUnit = hundredthsPerUnit;
    this.units = units;
  }

  int units(int index) {
    return units[index % units.length];
  }

  int hundredths(int index) {
    return units(index) * hundredthsPerUnit;
  }

  private static int[] decimals() {
    int[] decimals = new int[8_999];
    for (int i = 0; i < decimals.length; i++) {
      // A step that is coprime to the range visits all of it, in no obvious order.
      decimals[i] = 1_000 + (int) (i * 3_571L % decimals.length);
    }
    return decimals;
  }
}
