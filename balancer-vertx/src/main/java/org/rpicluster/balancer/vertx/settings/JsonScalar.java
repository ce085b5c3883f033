package org.rpicluster.balancer.vertx.settings;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON, which is what it is: the text {@code "2"} is no number. Immutable.
 *
 * @param value a text, a number, true, false, null, or something else that is no scalar
 */
public record JsonScalar(@Nullable Object value) implements Scalar {

  @Override
  public Optional<String> asText() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  @Override
  public OptionalInt asWhole() {
    return value instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
  }

  @Override
  public OptionalDouble asDecimal() {
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  @Override
  public Optional<Boolean> asFlag() {
    return value instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /** For errors: a text that looks like a number with its quotes. */
  public @Nullable Object shown() {
    return value instanceof String text && text.matches("-?\\d+(\\.\\d+)?")
        ? '"' + text + '"'
        : value;
  }
}
