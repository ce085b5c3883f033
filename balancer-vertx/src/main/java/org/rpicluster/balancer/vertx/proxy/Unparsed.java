package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.vertx.downstream.HeadTooSlow;
import org.rpicluster.balancer.vertx.downstream.NoMemory;
import org.rpicluster.balancer.vertx.downstream.TooManyFields;
import org.rpicluster.balancer.vertx.downstream.UnknownVersion;

/**
 * What the parser could not read: nobody can tell where the next request would begin, so nothing
 * after it is read. Stateless. RFC 9112 §2.2, RFC 6585 §5.
 */
final class Unparsed {

  private Unparsed() {}

  /**
   * Checks that the parser could read the head.
   *
   * @throws Refusal if it could not
   */
  static void check(HttpServerRequest inboundRequest) {
    if (inboundRequest.decoderResult().isFailure()) {
      throw refusalOf(inboundRequest.decoderResult().cause());
    }
  }

  private static Refusal refusalOf(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Refusal.lineTooLong();
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return Refusal.malformed(431, "The header fields are too large.");
    }
    if (cause instanceof HeadTooSlow) {
      return Refusal.headTooSlow();
    }
    if (cause instanceof UnknownVersion) {
      return Refusal.malformed(505, "This version of HTTP is not known here.");
    }
    if (cause instanceof TooManyFields) {
      return Refusal.tooManyFields();
    }
    if (cause instanceof NoMemory) {
      return Refusal.noMemory();
    }
    return Refusal.malformed(400, "This is not a valid HTTP request.");
  }
}
