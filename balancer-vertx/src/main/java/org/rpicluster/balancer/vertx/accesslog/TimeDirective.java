package org.rpicluster.balancer.vertx.accesslog;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * {@code %{…}t}: when a request arrived, or with {@code end:} when it ended, as a number or as
 * {@code strftime} writes it. Stateless. Apache's {@code log_request_time}.
 */
final class TimeDirective {

  private static final String BEGIN = "begin:";
  private static final String END = "end:";
  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;

  /** Numbers since 1970, and what is behind the second, with all digits. */
  private static final Map<String, ToLongFunction<Instant>> NUMBERS =
      Map.of(
          "sec", Instant::getEpochSecond,
          "msec", Instant::toEpochMilli,
          "usec", time -> time.getEpochSecond() * MILLI + time.getNano() / MICRO);

  private TimeDirective() {}

  /** The directive of a name; null if there is none. */
  static @Nullable FormatDirective of(String name, ZoneId zone) {
    boolean isEnd = name.startsWith(END);
    String written = name.startsWith(BEGIN) || isEnd ? name.substring(name.indexOf(':') + 1) : name;
    ToLongFunction<Instant> number = NUMBERS.get(written);
    if (number != null) {
      return FormatDirective.number(summary -> number.applyAsLong(time(summary, isEnd)));
    }
    if (written.equals("msec_frac")) {
      return (line, summary) ->
          LogFields.threeDigits(line, time(summary, isEnd).get(ChronoField.MILLI_OF_SECOND));
    }
    if (written.equals("usec_frac")) {
      return (line, summary) -> {
        int micros = time(summary, isEnd).get(ChronoField.MICRO_OF_SECOND);
        LogFields.threeDigits(line, micros / MICRO);
        LogFields.threeDigits(line, micros % MICRO);
      };
    }
    LogTime format = LogTime.strftime(written, zone);
    return format == null
        ? null
        : (line, summary) -> line.append(format.text(time(summary, isEnd)));
  }

  private static Instant time(ExchangeSummary summary, boolean isEnd) {
    return isEnd ? summary.received().plusNanos(summary.durationNanos()) : summary.received();
  }
}
