package org.rpicluster.balancer.vertx.manager;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Numbers as people read them. The script of the page writes them the same way: change both.
 * Stateless; any thread.
 */
final class Units {

  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Units() {}

  /** {@code 12 345}, with narrow spaces that do not break. */
  static String count(long count) {
    return Long.toString(count).replaceAll("\\B(?=(\\d{3})+$)", "\u202f");
  }

  /** {@code 512 B}, {@code 1.5 KiB}, {@code 23.4 MiB}, {@code 512 GiB}. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024) {
      value /= 1024;
      unit++;
    }
    return fixed(value, unit == 0 || value >= 100 ? 0 : 1) + "\u00a0" + BYTES[unit];
  }

  /** {@code 1.3 ms}, {@code 42 ms}, {@code 1.9 s}, or a dash for none. */
  static String latency(double millis) {
    if (millis == 0) {
      return "\u2013";
    }
    return millis < 1000
        ? fixed(millis, millis < 10 ? 1 : 0) + "\u00a0ms"
        : fixed(millis / 1000, 1) + "\u00a0s";
  }

  /** {@code 25.0 %}. */
  static String percent(double part) {
    return fixed(100 * part, 1) + "\u00a0%";
  }

  /** {@code 45 s}, {@code 3 min}, {@code 5 h}, {@code 12 d}. */
  static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "\u00a0s";
    } else if (seconds < 2 * 3600) {
      return seconds / 60 + "\u00a0min";
    } else if (seconds < 2 * 86_400) {
      return seconds / 3600 + "\u00a0h";
    }
    return seconds / 86_400 + "\u00a0d";
  }

  /** {@code -12}, {@code 3.25}, or a dash. */
  static String credit(OptionalDouble credit) {
    if (credit.isEmpty()) {
      return "\u2013";
    }
    double value = credit.getAsDouble();
    String text = value == Math.rint(value) ? fixed(value, 0) : fixed(value, 2);
    return text.replace('-', '\u2212');
  }

  private static String fixed(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
