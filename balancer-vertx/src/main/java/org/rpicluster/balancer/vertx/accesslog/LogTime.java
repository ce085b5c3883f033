package org.rpicluster.balancer.vertx.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes times as access logs do, to the second: with English months wherever it runs. The text of
 * the last second is kept, so a busy log formats once in a second. Any thread.
 */
final class LogTime {

  private final DateTimeFormatter formatter;

  // Written by any thread: whichever second is kept, it is a whole and right one.
  private volatile Second last = new Second(Long.MIN_VALUE, "");

  private LogTime(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /** {@code [22/Nov/2026:11:28:19 +0000]}. */
  static LogTime apache(ZoneId zone) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    Strftime.append(builder, "[%d/%b/%Y:%H:%M:%S %z]");
    return new LogTime(builder.toFormatter(Locale.ROOT).withZone(zone));
  }

  /** As {@code strftime} writes it; null if it has what there is not. */
  static @Nullable LogTime strftime(String text, ZoneId zone) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    return Strftime.append(builder, text)
        ? new LogTime(builder.toFormatter(Locale.ROOT).withZone(zone))
        : null;
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
