package org.rpicluster.balancer.vertx.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A kind of values: how they are read, within which range, and how they are written. The same for
 * every front end, so that a bound in YAML is the bound in JSON. {@link ValueTypes} has them.
 * Immutable; any thread.
 *
 * @param type what the documents say that it is: {@code 1 to 65535}, {@code duration}
 * @param reader reads a value, or says what was expected
 * @param writer the value as JSON has it: a text, a number, true or false
 * @param bounds between which numbers it is, if it is one
 */
public record ValueType<T>(
    String type, Reader<T> reader, Function<T, Object> writer, Optional<Bounds> bounds) {

  /** A kind that is no number within a range. */
  public ValueType(String type, Reader<T> reader, Function<T, Object> writer) {
    this(type, reader, writer, Optional.empty());
  }

  /** Reads values of one kind. */
  @FunctionalInterface
  public interface Reader<T> {

    /**
     * The value.
     *
     * @param wrong is told what was expected, if it is none
     */
    Optional<T> read(Scalar value, Consumer<String> wrong);
  }

  /** The value; empty if it is none, and {@code wrong} has been told what was expected. */
  public Optional<T> read(Scalar value, Consumer<String> wrong) {
    return reader.read(value, wrong);
  }

  /** As JSON has it. */
  public Object json(T value) {
    return writer.apply(value);
  }

  /** As people write it. */
  public String text(T value) {
    return String.valueOf(json(value));
  }

  /** The same kind, or a word that stands for one value of it: {@code none}. */
  public ValueType<T> or(String word, T meaning) {
    return new ValueType<>(
        type + ", `" + word + "`",
        (value, wrong) ->
            value.asText().filter(word::equals).isPresent()
                ? Optional.of(meaning)
                : read(value, wrong),
        value -> value.equals(meaning) ? word : json(value));
  }

  /** Those values of this kind that are good; of others it is told what was expected. */
  public ValueType<T> where(Predicate<T> good, String expected) {
    return new ValueType<>(
        type,
        (value, wrong) -> {
          Optional<T> read = read(value, wrong);
          if (read.isPresent() && !good.test(read.get())) {
            wrong.accept(expected);
            return Optional.empty();
          }
          return read;
        },
        writer);
  }

  /** A kind of which this one is how it is written: a number of bytes as an {@code int}. */
  public <U> ValueType<U> as(Function<T, U> to, Function<U, T> from) {
    return new ValueType<>(
        type, (value, wrong) -> read(value, wrong).map(to), value -> json(from.apply(value)));
  }

  /** The same kind, which the documents call otherwise. */
  public ValueType<T> called(String otherType) {
    return new ValueType<>(otherType, reader, writer, bounds);
  }
}
