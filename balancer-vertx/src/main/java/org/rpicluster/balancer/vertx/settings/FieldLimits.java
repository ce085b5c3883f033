package org.rpicluster.balancer.vertx.settings;

import java.util.OptionalInt;

/**
 * The limits of a request's fields, and what its client is told of more. Immutable. RFC 6585 §5;
 * Apache's {@code LimitRequestFieldSize} and {@code LimitRequestFields}.
 *
 * @param bytes of all of them together
 * @param eachBytes of one, its name with it; as all of them if not said
 * @param count their number
 * @param status of the answer to more: 431, or 400 as httpd says
 */
public record FieldLimits(int bytes, OptionalInt eachBytes, int count, int status) {

  /** As many as Apache takes, and together two of the largest that it takes. */
  public static final FieldLimits DEFAULT = of(16 * 1024, 100);

  /** Of any size each, and answered by 431. */
  public static FieldLimits of(int bytes, int count) {
    return new FieldLimits(bytes, OptionalInt.empty(), count, 431);
  }

  /** The same with more or less of all of them together. */
  public FieldLimits bytes(int most) {
    return new FieldLimits(most, eachBytes, count, status);
  }

  /** The same with more or less of one. */
  public FieldLimits eachBytes(OptionalInt most) {
    return new FieldLimits(bytes, most, count, status);
  }

  /** The same with more or fewer of them. */
  public FieldLimits count(int most) {
    return new FieldLimits(bytes, eachBytes, most, status);
  }

  /** The same with another answer. */
  public FieldLimits status(int answer) {
    return new FieldLimits(bytes, eachBytes, count, answer);
  }
}
