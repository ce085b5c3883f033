package org.rpicluster.balancer.vertx.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that settings have, each with its range. Stateless; any thread. */
public final class ValueTypes {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,4})%");

  private ValueTypes() {}

  /** A text, as it stands. */
  public static ValueType<String> text(String expected) {
    return new ValueType<>(
        "text", (value, wrong) -> said(value.asText(), expected, wrong), text -> text);
  }

  /** A text with all its blanks; it may be empty. */
  public static ValueType<String> written() {
    return new ValueType<>(
        "text", (value, wrong) -> said(value.asWritten(), "a text", wrong), text -> text);
  }

  /** Yes or no. */
  public static ValueType<Boolean> flag() {
    return new ValueType<>(
        "boolean", (value, wrong) -> said(value.asFlag(), "true or false", wrong), flag -> flag);
  }

  /** A whole number within a range. */
  public static ValueType<Integer> whole(int min, int max) {
    Bounds bounds = Bounds.whole(min, max);
    String range = bounds.range();
    return new ValueType<>(
        range,
        (value, wrong) -> {
          OptionalInt number = value.asWhole();
          boolean good = number.isPresent() && number.getAsInt() >= min && number.getAsInt() <= max;
          return said(good ? Optional.of(number.getAsInt()) : Optional.empty(), range, wrong);
        },
        number -> number,
        Optional.of(bounds));
  }

  /** One of a few numbers, such as statuses. */
  public static ValueType<Integer> numbers(List<Integer> numbers) {
    String all = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    String expected = last < 0 ? all : all.substring(0, last) + " or" + all.substring(last + 1);
    return new ValueType<>(
        all,
        (value, wrong) -> {
          OptionalInt number = value.asWhole();
          boolean good = number.isPresent() && numbers.contains(number.getAsInt());
          return said(good ? Optional.of(number.getAsInt()) : Optional.empty(), expected, wrong);
        },
        number -> number);
  }

  /** A number; its range is checked by what it is set on. */
  public static ValueType<Double> decimal(Bounds bounds) {
    String range = bounds.range();
    return new ValueType<>(
        range,
        (value, wrong) -> {
          OptionalDouble number = value.asDecimal();
          return said(
              number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty(),
              range,
              wrong);
        },
        ValueTypes::shortest,
        Optional.of(bounds));
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
    String all = EnumWords.all(words);
    return new ValueType<>(
        "`" + all.replace(", ", "`, `") + "`",
        (value, wrong) ->
            said(value.asText().flatMap(text -> EnumWords.parse(words, text)), all, wrong),
        EnumWords::of);
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
    return duration().where(d -> !d.isZero(), "more than 0");
  }

  /** A time of so long at least. */
  public static ValueType<Duration> durationFrom(Duration min) {
    String range = Durations.text(min) + " or more";
    return duration().where(d -> d.compareTo(min) >= 0, range).called("duration, " + range);
  }

  /** A time within a range. */
  public static ValueType<Duration> duration(Duration min, Duration max) {
    String from = Durations.text(min);
    String to = Durations.text(max);
    return duration()
        .where(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0, from + " to " + to)
        .called("`" + from + "` to `" + to + "`");
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
    return any.where(bytes -> bytes >= min && bytes <= max, range).called(type);
  }

  /** The same, of what one array holds. */
  public static ValueType<Integer> arraySize(int min, int max) {
    return size(min, max).as(Long::intValue, Integer::longValue);
  }

  private static Optional<Long> bytes(String text) {
    OptionalLong bytes = Sizes.parse(text);
    return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
  }

  private static <T> Optional<T> said(Optional<T> value, String expected, Consumer<String> wrong) {
    if (value.isEmpty()) {
      wrong.accept(expected);
    }
    return value;
  }
}
