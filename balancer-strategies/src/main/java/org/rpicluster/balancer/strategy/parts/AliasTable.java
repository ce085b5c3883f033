package org.rpicluster.balancer.strategy.parts;

import org.rpicluster.balancer.time.Chance;

/**
 * Draws an index with a probability in proportion to its weight, at the cost of one random number
 * and two array reads, whatever the number of weights.
 *
 * <p>Every index has a column of equal width; what a light index leaves empty in its column is lent
 * to one heavy index, its alias. Built in O(n); each probability is right to 2^-32. Immutable; any
 * thread.
 *
 * <p>[1] A. J. Walker: An Efficient Method for Generating Discrete Random Variables with General
 * Distributions, ACM TOMS 3(3), 1977, doi:10.1145/355744.355749. [2] M. D. Vose: A Linear Algorithm
 * for Generating Random Numbers with a Given Distribution, IEEE TSE 17(9), 1991,
 * doi:10.1109/32.92917.
 */
public final class AliasTable {

  private static final double COLUMN = 0x1p32;

  private final int[] alias;
  private final long[] own;

  /**
   * A table.
   *
   * @param weights at least one; each 1 or more
   */
  public AliasTable(int[] weights) {
    int n = weights.length;
    alias = new int[n];
    own = new long[n];
    double[] left = columns(weights);
    int[] queue = new int[n];
    int light = 0;
    int heavy = n;
    for (int i = 0; i < n; i++) {
      if (left[i] < 1) {
        queue[light++] = i;
      } else {
        queue[--heavy] = i;
      }
    }
    fill(left, queue, light);
  }

  /** Each weight in columns: their mean is 1. */
  private static double[] columns(int[] weights) {
    double total = 0;
    for (int weight : weights) {
      total += weight;
    }
    double[] columns = new double[weights.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = weights[i] * columns.length / total;
    }
    return columns;
  }

  /** The light ones are a stack in the front of {@code queue}, the heavy ones one in its back. */
  private void fill(double[] left, int[] queue, int lightEnd) {
    int light = lightEnd;
    int heavy = lightEnd;
    while (light > 0 && heavy < queue.length) {
      int lender = queue[heavy];
      int index = queue[--light];
      own[index] = (long) (left[index] * COLUMN);
      alias[index] = lender;
      left[lender] -= 1 - left[index];
      if (left[lender] < 1) {
        heavy++;
        queue[light++] = lender;
      }
    }
    // What is left over is full but for rounding.
    while (heavy < queue.length) {
      own[queue[heavy++]] = (long) COLUMN;
    }
    while (light > 0) {
      own[queue[--light]] = (long) COLUMN;
    }
  }

  /** An index. */
  public int draw(Chance chance) {
    long bits = chance.nextLong();
    int column = (int) (((bits >>> 32) * own.length) >>> 32);
    return (bits & 0xffff_ffffL) < own[column] ? column : alias[column];
  }
}
