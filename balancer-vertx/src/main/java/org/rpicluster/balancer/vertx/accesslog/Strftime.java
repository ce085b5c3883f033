package org.rpicluster.balancer.vertx.accesslog;

import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes times as C's {@code strftime} does, in English wherever it runs. Stateless. POSIX, without
 * what hangs on a locale.
 */
final class Strftime {

  // Spelt out: what a locale says of September changes with the JDK.
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private static final int SHORT = 3;

  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('e', "ppd"),
          Map.entry('j', "DDD"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('R', "HH:mm"),
          Map.entry('D', "MM/dd/uu"));

  private Strftime() {}

  /** Appends what a text says; false if it has what there is not. */
  static boolean append(DateTimeFormatterBuilder builder, String text) {
    boolean isKnown = !text.isEmpty();
    for (int i = 0; i < text.length() && isKnown; i++) {
      if (text.charAt(i) != '%') {
        builder.appendLiteral(text.charAt(i));
      } else {
        i++;
        isKnown = i < text.length() && conversion(builder, text.charAt(i));
      }
    }
    return isKnown;
  }

  private static boolean conversion(DateTimeFormatterBuilder builder, char letter) {
    switch (letter) {
      case 'b', 'h' -> builder.appendText(ChronoField.MONTH_OF_YEAR, names(MONTHS, SHORT));
      case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, names(MONTHS, Integer.MAX_VALUE));
      case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, names(DAYS, SHORT));
      case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, names(DAYS, Integer.MAX_VALUE));
      case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
      case 'z' -> builder.appendOffset("+HHMM", "+0000");
      case 'u' -> builder.appendValue(ChronoField.DAY_OF_WEEK, 1);
      case 's' -> builder.appendValue(ChronoField.INSTANT_SECONDS);
      case '%' -> builder.appendLiteral('%');
      default -> {
        String pattern = PATTERNS.get(letter);
        if (pattern == null) {
          return false;
        }
        builder.appendPattern(pattern);
      }
    }
    return true;
  }

  /** The first letters of names, by their numbers from 1 on. */
  static Map<Long, String> names(List<String> names, int letters) {
    Map<Long, String> numbered = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      numbered.put(i + 1L, name.substring(0, Math.min(letters, name.length())));
    }
    return numbered;
  }
}
