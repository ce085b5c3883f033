package org.rpicluster.balancer.strategy.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AliasTableTest {

  /** Points tried within each column. */
  private static final int FINENESS = 1 << 14;

  @Test
  void everyIndex_hasItsPart() {
    requireExact(1);
    requireExact(100, 100);
    requireExact(500, 100, 100);
    requireExact(100, 10_000, 250);
    requireExact(10_000, 100, 100, 9_999, 333, 100, 2_000);
  }

  @Test
  void manyWeights_haveTheirParts() {
    int[] weights = new int[1000];
    Arrays.setAll(weights, i -> 100 + (i * 7919) % 9901);
    requireExact(weights);
  }

  /** Lays a grid over the whole range of the random number instead of drawing from it. */
  private static void requireExact(int... weights) {
    AliasTable table = new AliasTable(weights);
    int columns = weights.length;
    double[] parts = new double[columns];
    for (int column = 0; column < columns; column++) {
      long high = ((long) column << 32) / columns + 1;
      for (int i = 0; i < FINENESS; i++) {
        long low = ((2L * i + 1) << 32) / (2L * FINENESS);
        parts[table.draw(() -> high << 32 | low)] += 1.0 / FINENESS / columns;
      }
    }
    double total = Arrays.stream(weights).sum();
    for (int i = 0; i < columns; i++) {
      // The grid may be off by one point at each end of a column that an index has a part of.
      double grid = (1 + columns) * 1.0 / FINENESS / columns;
      assertThat(parts[i]).as("part of %d", i).isEqualTo(weights[i] / total, within(grid));
    }
  }
}
