package org.rpicluster.balancer.vertx.downstream.http1;

import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The head of a connection's answers, and what comes behind their bodies: used again for each. On
 * its event loop only.
 */
final class AnswerHead {

  final Head head = new Head();
  final HeadFields fields = HeadFields.over(head);
  private @Nullable Head trailers;

  void reset() {
    head.reset();
    trailers = null;
  }

  /** Those behind the body; null if nothing asked for any. */
  @Nullable Head trailers() {
    return trailers;
  }

  /** Those behind the body, to be added to. */
  Head openTrailers() {
    Head open = trailers;
    if (open == null) {
      open = new Head();
      trailers = open;
    }
    return open;
  }
}
