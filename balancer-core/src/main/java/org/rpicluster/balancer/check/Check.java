package org.rpicluster.balancer.check;

import org.jspecify.annotations.Nullable;

/**
 * Argument checks whose message names the argument, shows the value and says what was expected:
 * {@code weight: 0.5 (expected: 1 to 100)}. Stateless; any thread.
 */
public final class Check {

  private Check() {}

  /** Throws {@link IllegalArgumentException} unless {@code good}. */
  public static void argument(boolean good, String name, @Nullable Object value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(message(name, value, expected));
    }
  }

  /** The message alone, for errors that carry a place in a file as well. */
  public static String message(String name, @Nullable Object value, String expected) {
    return name + ": " + value + " (expected: " + expected + ")";
  }
}
