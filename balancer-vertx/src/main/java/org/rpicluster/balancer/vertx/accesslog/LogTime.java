package org.rpicluster.balancer.vertx.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes times as access logs do, to the second: with English months wherever it runs. The text of
 * the last second is kept, so a busy log formats once in a second. Any thread.
 */
final class LogTime {

  // Spelt out: what a locale says of September changes with the JDK.
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final DateTimeFormatter formatter;

  // Written by any thread: whichever second is kept, it is a whole and right one.
  private volatile Second last = new Second(Long.MIN_VALUE, "");

  private LogTime(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /** {@code [22/Nov/2026:11:28:19 +0000]}. */
  static LogTime apache(ZoneId zone) {
    Map<Long, String> months = new HashMap<>();
    for (int i = 0; i < MONTHS.length; i++) {
      months.put(i + 1L, MONTHS[i]);
    }
    return new LogTime(
        new DateTimeFormatterBuilder()
            .appendPattern("'['dd/")
            .appendText(ChronoField.MONTH_OF_YEAR, months)
            .appendPattern("/uuuu:HH:mm:ss ")
            .appendOffset("+HHMM", "+0000")
            .appendLiteral(']')
            .toFormatter(Locale.ROOT)
            .withZone(zone));
  }

  /** {@code 2026-11-22T11:28:19}, in UTC. */
  static LogTime iso() {
    return new LogTime(
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC));
  }

  String text(Instant time) {
    Second kept = last;
    if (kept.epochSecond() != time.getEpochSecond()) {
      kept = new Second(time.getEpochSecond(), formatter.format(time));
      last = kept;
    }
    return kept.text();
  }

  private record Second(long epochSecond, String text) {}
}
