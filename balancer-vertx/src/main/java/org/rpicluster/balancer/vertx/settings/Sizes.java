package org.rpicluster.balancer.vertx.settings;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 512}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB}. Stateless.
 */
public final class Sizes {

  /** What an error message says was expected. */
  public static final String EXPECTED = "a size such as 64KiB, 1MiB";

  // Nine digits of GiB are below the 63 bits of a long.
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(|KiB|MiB|GiB)");

  private Sizes() {}

  /** Reads a size in bytes; empty if it is none. */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return OptionalLong.of(Long.parseLong(matcher.group(1)) << shift);
  }

  /** Writes a size, in the largest unit that divides it. */
  public static String text(long bytes) {
    if (bytes == 0 || bytes % 1024 != 0) {
      return Long.toString(bytes);
    }
    if (bytes % (1 << 20) != 0) {
      return bytes / 1024 + "KiB";
    }
    return bytes % (1 << 30) == 0 ? bytes / (1 << 30) + "GiB" : bytes / (1 << 20) + "MiB";
  }
}
