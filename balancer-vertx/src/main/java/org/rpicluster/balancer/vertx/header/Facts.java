package org.rpicluster.balancer.vertx.header;

import org.jspecify.annotations.Nullable;

/**
 * The facts that values and conditions may ask for, of one exchange. A look-up each, and only if
 * something asks. On the exchange's event loop. Apache's variables of a request.
 */
public interface Facts {

  /** A variable that a rule has set, or one of {@code BALANCER_…}; null if there is none. */
  @Nullable String variable(String name);

  /** A field of the request as the client sent it, its lines as one; null if there is none. */
  @Nullable String requestField(String name);

  /** A field of the answer, its lines as one; null if there is none, or no answer yet. */
  @Nullable String answerField(String name);

  /** What is known of the request, the client and the connection; empty if it is not known. */
  String of(Fact fact);

  /** When the request came: microseconds since 1970. */
  long receivedMicros();

  /** How long ago that is, in microseconds. */
  long elapsedMicros();
}
