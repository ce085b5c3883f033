package org.rpicluster.balancer.program.config.apache.translate;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as httpd reads them. Some parameters know units ({@code ap_timeout_parameter_parse}: ms, s,
 * mi, h), others take the number alone as seconds whatever follows it ({@code atoi}). Stateless.
 */
final class HttpdTimes {

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(.*)");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|mi|min|h|)");

  private HttpdTimes() {}

  /** Seconds, what follows the number left out of account; -1 for never is none. */
  static Optional<Duration> seconds(String value) {
    Matcher matcher = NUMBER.matcher(value);
    return matcher.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  /** Whether something that looks like a unit follows the number. */
  static boolean hasUnit(String value) {
    Matcher matcher = NUMBER.matcher(value);
    return matcher.matches() && !matcher.group(2).isBlank();
  }

  /** A time whose unit is read. */
  static Optional<Duration> time(String value, String unlessGiven) {
    Matcher matcher = TIME.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2).isEmpty() ? unlessGiven : matcher.group(2);
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(number);
          case "mi", "min" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofSeconds(number);
        });
  }
}
