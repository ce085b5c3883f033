package org.rpicluster.balancer.member;

import org.rpicluster.balancer.check.Check;

/**
 * A member's share of the work: a decimal from 1 to 100 with two places, held times 100 as an
 * integer so that every sum is exact. Immutable. Apache's {@code loadfactor}.
 *
 * @param hundredths 100 to 10000
 */
public record Weight(int hundredths) {

  /** The weight of a member that says nothing about it: 1. */
  public static final Weight ONE = new Weight(100);

  private static final String RANGE = "1 to 100";

  /** Checks the range. */
  public Weight {
    Check.argument(
        hundredths >= 100 && hundredths <= 10_000, "weight", shown(hundredths / 100.0), RANGE);
  }

  /**
   * A weight from a decimal, rounded to two places.
   *
   * @param weight 1 to 100
   */
  public static Weight of(double weight) {
    Check.argument(weight >= 1 && weight <= 100, "weight", shown(weight), RANGE);
    return new Weight((int) Math.round(weight * 100));
  }

  /** The decimal. */
  public double value() {
    return hundredths / 100.0;
  }

  /** As people write it: a whole number without decimals. */
  private static String shown(double weight) {
    boolean whole = weight == Math.rint(weight) && Math.abs(weight) <= Integer.MAX_VALUE;
    return whole ? Integer.toString((int) weight) : Double.toString(weight);
  }

  /** The shortest decimal: {@code 1}, {@code 2.5}. */
  @Override
  public String toString() {
    return shown(value());
  }
}
