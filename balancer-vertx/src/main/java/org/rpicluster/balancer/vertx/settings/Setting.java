package org.rpicluster.balancer.vertx.settings;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One row of the table of settings: everything that a front end has to know to read, write and
 * explain one value of a whole {@code S}, such as a member. Immutable; any thread.
 *
 * @param key the name that users write
 * @param kind its type and range
 * @param byDefault what it is unless it is said: as users would write it, or in words
 * @param get the value of a whole
 * @param set the whole with another value; it may refuse what does not go with the others
 * @param meaning one sentence, as the documents have it
 */
public record Setting<S, T>(
    String key,
    ValueType<T> kind,
    String byDefault,
    Function<S, T> get,
    BiFunction<S, T, S> set,
    String meaning)
    implements TableRow {

  /** One that is a whole by itself. */
  public static <T> Setting<T, T> alone(
      String key, ValueType<T> kind, String byDefault, String meaning) {
    return new Setting<>(key, kind, byDefault, whole -> whole, (any, value) -> value, meaning);
  }

  @Override
  public String type() {
    return kind.type();
  }

  /** In words, or as code if it could stand in a file. */
  @Override
  public String shownDefault() {
    return isDefaultInWords() ? byDefault : "`" + byDefault + "`";
  }

  /** Whether the default is no value that could be written, such as that of another setting. */
  public boolean isDefaultInWords() {
    return byDefault.contains(" ") || byDefault.equals("empty");
  }

  /**
   * Reads a value.
   *
   * @param wrong is told what was expected, if it is none
   * @return sets it on a whole, or throws {@link IllegalArgumentException} if it does not go there
   */
  public Optional<UnaryOperator<S>> read(Scalar value, Consumer<String> wrong) {
    return kind.read(value, wrong).map(read -> whole -> set.apply(whole, read));
  }

  /** The value of a whole as JSON has it. */
  public Object json(S whole) {
    return kind.json(get.apply(whole));
  }

  /** Whether two have the same value. */
  public boolean isSame(S one, S other) {
    return get.apply(one).equals(get.apply(other));
  }

  /** A whole with the value of another one. */
  public S copy(S from, S onto) {
    return set.apply(onto, get.apply(from));
  }
}
