package org.rpicluster.balancer.vertx.accesslog;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/** One directive of a log's format: writes its part of a line. */
@FunctionalInterface
interface FormatDirective {

  /** Appends it. */
  void append(StringBuilder line, ExchangeSummary summary);

  /** A text of the client's or the member's, escaped; a hyphen where there is none. */
  static FormatDirective text(Function<ExchangeSummary, String> fact) {
    return (line, summary) -> {
      String text = fact.apply(summary);
      if (text.isEmpty()) {
        line.append('-');
      } else {
        Escape.APACHE.append(line, text);
      }
    };
  }

  /** A number. */
  static FormatDirective number(ToLongFunction<ExchangeSummary> fact) {
    return (line, summary) -> line.append(fact.applyAsLong(summary));
  }

  /** A number; a hyphen for none, which is 0. */
  static FormatDirective numberOrHyphen(ToLongFunction<ExchangeSummary> fact) {
    return (line, summary) -> {
      long number = fact.applyAsLong(summary);
      if (number == 0) {
        line.append('-');
      } else {
        line.append(number);
      }
    };
  }

  /** Milliseconds of nanoseconds; a hyphen where it never came to that. */
  static FormatDirective millis(ToLongFunction<ExchangeSummary> nanos) {
    return (line, summary) -> {
      long time = nanos.applyAsLong(summary);
      if (time < 0) {
        line.append('-');
      } else {
        LogFields.millis(line, time);
      }
    };
  }
}
