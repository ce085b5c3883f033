package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.strategy.Strategies;

/** The types of parameters: what a value must look like for httpd to take it. Stateless. */
enum ParameterType {
  /** A decimal from 1 to 100. */
  FACTOR("1 to 100") {
    @Override
    boolean fits(String value) {
      return DECIMAL.matcher(value).matches()
          && Double.parseDouble(value) >= 1
          && Double.parseDouble(value) <= 100;
    }
  },
  /** A set. */
  SET("0 to 99") {
    @Override
    boolean fits(String value) {
      return number(value).filter(set -> set <= 99).isPresent();
    }
  },
  /** A whole number. */
  WHOLE("a whole number, 0 or more") {
    @Override
    boolean fits(String value) {
      return number(value).isPresent();
    }
  },
  /** The same without 0. */
  POSITIVE("a whole number, 1 or more") {
    @Override
    boolean fits(String value) {
      return number(value).filter(n -> n >= 1).isPresent();
    }
  },
  /** Seconds, whose unit httpd does not read. */
  SECONDS("seconds, 0 or more") {
    @Override
    boolean fits(String value) {
      return HttpdTimes.seconds(value).isPresent();
    }
  },
  /** A time with a unit that is read. */
  TIME("a time such as 10, 500ms, 1mi") {
    @Override
    boolean fits(String value) {
      return HttpdTimes.time(value, "s").isPresent();
    }
  },
  /** Yes or no. */
  SWITCH("On or Off") {
    @Override
    String expected(String value) {
      return NearestName.to(value, List.of("On", "Off")).orElse(expected());
    }

    @Override
    boolean fits(String value) {
      return value.equalsIgnoreCase("on") || value.equalsIgnoreCase("off");
    }
  },
  /** A name that httpd keeps in 64 bytes. */
  NAME("1 to 63 characters") {
    @Override
    boolean fits(String value) {
      return !value.isEmpty() && value.length() < 64;
    }
  },
  /** Any text. */
  TEXT("some text") {
    @Override
    boolean fits(String value) {
      return true;
    }
  },
  /** Letters of a member's status. */
  STATUS("letters of O, I, N, G, U, D, S, E, H, R, F, C, each with + or - before it") {
    @Override
    boolean fits(String value) {
      return LETTERS.matcher(value).matches();
    }
  },
  /** A way to choose a member; upper and lower case differ. */
  METHOD("byrequests, bytraffic, bybusyness") {
    @Override
    String expected(String value) {
      return NearestName.to(value, METHODS).orElse(expected());
    }

    @Override
    boolean fits(String value) {
      return METHODS.contains(value) || Strategies.names().contains(value);
    }
  },
  /** What a check asks. */
  CHECK("None, TCP, OPTIONS, HEAD, GET, OPTIONS11, HEAD11, GET11") {
    @Override
    String expected(String value) {
      return NearestName.to(value, List.of(expected().split(", "))).orElse(expected());
    }

    @Override
    boolean fits(String value) {
      return CHECKS.contains(value.toUpperCase(Locale.ROOT));
    }
  },
  /** Statuses of answers. */
  STATUSES("statuses such as 502,504") {
    @Override
    boolean fits(String value) {
      return Arrays.stream(value.split("[, ]+"))
          .allMatch(status -> number(status).filter(n -> n >= 100 && n <= 999).isPresent());
    }
  };

  /** The three that there are here, and the one that is told apart. */
  private static final List<String> METHODS =
      List.of("byrequests", "bytraffic", "bybusyness", "heartbeat");

  private static final List<String> CHECKS =
      List.of("NONE", "TCP", "OPTIONS", "HEAD", "GET", "CPING", "OPTIONS11", "HEAD11", "GET11");

  private static final Pattern DECIMAL = Pattern.compile("\\d{1,4}(\\.\\d{1,9})?");
  private static final Pattern LETTERS = Pattern.compile("(?i)([+-]?[OINGUDSEHRFC])+");
  private static final int DIGITS_MAX = 9;

  private final String expected;

  ParameterType(String expected) {
    this.expected = expected;
  }

  abstract boolean fits(String value);

  String expected() {
    return expected;
  }

  /** The same for a value that does not fit: the one that it was probably meant to be. */
  String expected(String value) {
    return expected;
  }

  /** A whole number of decimal digits. */
  static Optional<Integer> number(String value) {
    boolean digits = !value.isEmpty() && value.length() <= DIGITS_MAX;
    return digits && value.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.valueOf(value))
        : Optional.empty();
  }
}
