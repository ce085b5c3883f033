package org.rpicluster.balancer.vertx.settings;

import java.util.OptionalLong;

/**
 * Between which numbers a value is, for those who enter it. Immutable.
 *
 * @param min the least
 * @param max the most, if there is one
 * @param decimals how many decimals it may have
 */
public record Bounds(long min, OptionalLong max, int decimals) {

  /** Of whole numbers; the greatest {@code int} is no limit. */
  static Bounds whole(int min, int max) {
    boolean open = max == Integer.MAX_VALUE;
    return new Bounds(min, open ? OptionalLong.empty() : OptionalLong.of(max), 0);
  }

  /** In words: {@code 1 to 100}. */
  String range() {
    return min + (max.isPresent() ? " to " + max.getAsLong() : " or more");
  }
}
