package org.rpicluster.balancer.vertx.settings;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A value of a syntax that has nothing but words, such as Apache's: it is a number if it looks like
 * one. Immutable.
 */
public record TextScalar(String value) implements Scalar {

  @Override
  public Optional<String> asText() {
    return Optional.of(value);
  }

  @Override
  public OptionalInt asWhole() {
    return value.matches("-?\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  @Override
  public OptionalDouble asDecimal() {
    return value.matches("-?\\d{1,9}(\\.\\d{1,9})?")
        ? OptionalDouble.of(Double.parseDouble(value))
        : OptionalDouble.empty();
  }

  @Override
  public Optional<Boolean> asFlag() {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
