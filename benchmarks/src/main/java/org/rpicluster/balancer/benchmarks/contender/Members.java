package org.rpicluster.balancer.benchmarks.contender;

/**
 * The members that every contender is given, the same for all. A member is known by its port, as
 * every peer can carry one. Immutable.
 *
 * @param count how many
 * @param weights how much of the work each gets
 */
public record Members(int count, Weights weights) {

  /** No connection is made to it. */
  public static final String HOST = "10.0.0.1";

  private static final int FIRST_PORT = 10_000;

  /** The port of a member. */
  public int port(int index) {
    return FIRST_PORT + index;
  }

  /** Which member has this port. */
  public int withPort(int port) {
    return port - FIRST_PORT;
  }

  /** A member's weight in hundredths, 100 to 10000. */
  public int hundredths(int index) {
    return weights.hundredths(index);
  }

  /** A member's weight for peers that want small whole numbers: the same shares. */
  public int units(int index) {
    return weights.units(index);
  }

  /** The sum of all {@link #units}. */
  public long totalUnits() {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += units(i);
    }
    return total;
  }
}
