package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that settings have, each with its range. Stateless; any thread. */
public final class ValueTypes {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,4})%");

  private ValueTypes() {}

  /** A text, as it stands. */
  public static ValueType<String> text(String expected) {
    return new ValueType<>(
        "text", (value, wrong) -> said(value.asText(), expected, wrong), text -> text);
  }

  /** Yes or no. */
  public static ValueType<Boolean> flag() {
    return new ValueType<>(
        "boolean", (value, wrong) -> said(value.asFlag(), "true or false", wrong), flag -> flag);
  }

  /** A whole number within a range. */
  public static ValueType<Integer> whole(int min, int max) {
    String range = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
    return new ValueType<>(
        range,
        (value, wrong) -> {
          OptionalInt number = value.asWhole();
          boolean good = number.isPresent() && number.getAsInt() >= min && number.getAsInt() <= max;
          return said(good ? Optional.of(number.getAsInt()) : Optional.empty(), range, wrong);
        },
        number -> number);
  }

  /** A number; its range is checked by what it is set on. */
  public static ValueType<Double> decimal(String range) {
    return new ValueType<>(
        range,
        (value, wrong) -> {
          OptionalDouble number = value.asDecimal();
          return said(
              number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty(),
              range,
              wrong);
        },
        ValueTypes::shortest);
  }

  /** A whole number without a decimal point, as people write it. */
  private static Object shortest(double number) {
    if (number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE) {
      return (int) number;
    }
    return number;
  }

  /** A share of a hundred: {@code 20%}. */
  public static ValueType<Integer> percent() {
    return new ValueType<>(
        "`0%` to `100%`",
        (value, wrong) -> said(value.asText().flatMap(ValueTypes::percentOf), "0% to 100%", wrong),
        percent -> percent + "%");
  }

  private static Optional<Integer> percentOf(String text) {
    Matcher percent = PERCENT.matcher(text);
    return percent.matches()
        ? Optional.of(Integer.valueOf(percent.group(1))).filter(number -> number <= 100)
        : Optional.empty();
  }

  /** One of a few words. */
  public static <E extends Enum<E>> ValueType<E> words(Class<E> words) {
    String all = Words.all(words);
    return new ValueType<>(
        "`" + all.replace(", ", "`, `") + "`",
        (value, wrong) ->
            said(value.asText().flatMap(text -> Words.parse(words, text)), all, wrong),
        Words::of);
  }

  /** A time, 0 or more. */
  public static ValueType<Duration> duration() {
    return new ValueType<>(
        "duration",
        (value, wrong) -> said(value.asText().flatMap(Durations::parse), Durations.EXPECTED, wrong),
        Durations::text);
  }

  /** A time of more than 0. */
  public static ValueType<Duration> positiveDuration() {
    return checked(duration(), "duration", "more than 0", d -> !d.isZero());
  }

  /** A time of so long at least. */
  public static ValueType<Duration> durationFrom(Duration min) {
    String range = Durations.text(min) + " or more";
    return checked(duration(), "duration, " + range, range, d -> d.compareTo(min) >= 0);
  }

  /** A time within a range. */
  public static ValueType<Duration> duration(Duration min, Duration max) {
    String from = Durations.text(min);
    String to = Durations.text(max);
    return checked(
        duration(),
        "`" + from + "` to `" + to + "`",
        from + " to " + to,
        d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
  }

  /** A size in bytes within a range. */
  public static ValueType<Long> size(long min, long max) {
    ValueType<Long> any =
        new ValueType<>(
            "size",
            (value, wrong) ->
                said(value.asText().flatMap(ValueTypes::bytes), Sizes.EXPECTED, wrong),
            Sizes::text);
    String range = Sizes.text(min) + " to " + Sizes.text(max);
    String type = max == Long.MAX_VALUE ? "size" : "size, " + range;
    return checked(any, type, range, bytes -> bytes >= min && bytes <= max);
  }

  /** The same, of what one array holds. */
  public static ValueType<Integer> arraySize(int min, int max) {
    return size(min, max).as(Long::intValue, Integer::longValue);
  }

  private static Optional<Long> bytes(String text) {
    OptionalLong bytes = Sizes.parse(text);
    return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
  }

  private static <T> ValueType<T> checked(
      ValueType<T> kind, String type, String expected, Predicate<T> good) {
    return new ValueType<>(
        type,
        (value, wrong) ->
            kind.read(value, wrong)
                .flatMap(
                    read ->
                        said(
                            good.test(read) ? Optional.of(read) : Optional.empty(),
                            expected,
                            wrong)),
        kind.writer());
  }

  private static <T> Optional<T> said(Optional<T> value, String expected, Consumer<String> wrong) {
    if (value.isEmpty()) {
      wrong.accept(expected);
    }
    return value;
  }
}
