package org.rpicluster.balancer.vertx.local;

import java.util.Optional;

/**
 * A {@link FixedResponse} with a body while it is put together: each part is checked as it is set,
 * and whether they go together once all are there. Immutable.
 */
public record ResponseParts(int status, String body, String type) {

  /** None is said. */
  public static final ResponseParts NONE =
      new ResponseParts(FixedResponse.STATUS_DEFAULT, "", FixedResponse.TYPE_DEFAULT);

  /** Those of an answer; one of the proxy's own has no body. */
  public static ResponseParts of(FixedResponse answer) {
    return new ResponseParts(answer.status(), answer.body().orElse(""), answer.type());
  }

  /** The same with another status. */
  public ResponseParts status(int code) {
    return new ResponseParts(FixedResponse.requireStatus(code), body, type);
  }

  /** The same with another body. */
  public ResponseParts body(String text) {
    return new ResponseParts(status, FixedResponse.requireBody(text), type);
  }

  /** The same with another media type. */
  public ResponseParts type(String name) {
    return new ResponseParts(
        status, body, FixedResponse.withCharset(FixedResponse.requireType(name)));
  }

  /**
   * What they make.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  public FixedResponse answer() {
    return new FixedResponse(status, Optional.of(body), type);
  }
}
