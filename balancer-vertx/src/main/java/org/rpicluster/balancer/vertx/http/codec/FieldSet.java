package org.rpicluster.balancer.vertx.http.codec;

/**
 * Some of the names that have a number, such as those of one hop: a bit for each. Immutable; any
 * thread.
 */
public final class FieldSet {

  /** No name. */
  public static final FieldSet NONE = FieldSet.of();

  private final long low;
  private final long high;

  private FieldSet(long low, long high) {
    this.low = low;
    this.high = high;
  }

  /**
   * These names.
   *
   * @throws IllegalArgumentException if one of them has no number
   */
  public static FieldSet of(FieldName... names) {
    long low = 0;
    long high = 0;
    for (FieldName name : names) {
      if (name.number() == FieldName.NO_NUMBER) {
        throw new IllegalArgumentException("name: " + name + " (expected: a known one)");
      }
      low |= name.number() < Long.SIZE ? 1L << name.number() : 0;
      high |= name.number() < Long.SIZE ? 0 : 1L << name.number();
    }
    return new FieldSet(low, high);
  }

  /** Whether one of them has its bit here: those below 64, and those from there on. */
  boolean meets(long lowBits, long highBits) {
    return (low & lowBits | high & highBits) != 0;
  }

  /** Whether the name of this number is among them. */
  boolean has(int number) {
    return ((number < Long.SIZE ? low : high) >>> number & 1) != 0;
  }
}
