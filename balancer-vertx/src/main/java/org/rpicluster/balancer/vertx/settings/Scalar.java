package org.rpicluster.balancer.vertx.settings;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One value as a file or a message has it, before a {@link ValueType} reads it. Each front end says
 * what its values may be taken for; what they have to be is the kind's to say.
 */
public interface Scalar {

  /** As text; empty if it is none, or says nothing. */
  Optional<String> asText();

  /** As a whole number. */
  OptionalInt asWhole();

  /** As a number. */
  OptionalDouble asDecimal();

  /** As yes or no. */
  Optional<Boolean> asFlag();

  /** As text with all its blanks, also if it is nothing but them. */
  default Optional<String> asWritten() {
    return asText();
  }
}
