package org.rpicluster.balancer.vertx.proxy;

import java.util.Map;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.http.Target;

/**
 * Stage 2 for HTTP/2, what is checked of its heads: Netty has refused what breaks RFC 9113 §8.2 and
 * §8.3 by resetting the stream, and Vert.x a {@code host} that is not {@code :authority}; here
 * stands what they let through. Stateless.
 */
final class AdmitHttp2 {

  /** What stands around method and target in a line of HTTP/1.1: two spaces and the version. */
  private static final int AROUND = "  HTTP/1.1".length();

  private AdmitHttp2() {}

  /**
   * Checks what in HTTP/1 is the request line, which Netty measures there; here its limit is that
   * of all fields together.
   *
   * @throws Refusal if it is too long
   */
  static void checkLine(InboundHead inbound, int bytesMax) {
    int bytes = inbound.method().length() + inbound.target().length() + AROUND;
    if (bytes > bytesMax) {
      throw Refusal.lineTooLong();
    }
  }

  /**
   * Checks the size of each field as a line of HTTP/1.1, whose parser measures it there.
   *
   * @throws Refusal if one is too long
   */
  static void checkFields(InboundHead inbound, RequestLimits limits) {
    int bytesMax = limits.fieldBytesMax();
    if (bytesMax == Integer.MAX_VALUE) {
      return;
    }
    for (Map.Entry<String, String> field : inbound.fields()) {
      if (field.getKey().length() + ": ".length() + field.getValue().length() > bytesMax) {
        throw Refusal.fieldsTooLarge(limits.fieldsStatus());
      }
    }
  }

  /**
   * Checks the pseudo-fields that HTTP/1 does not have.
   *
   * @return the host that is asked for
   * @throws Refusal if there is none, or a pseudo-field is not valid
   */
  static String hostOf(InboundHead inbound, Target target) {
    String scheme = inbound.scheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw Refusal.malformed(400, "The scheme is not valid.");
    }
    if (!target.authority().isEmpty()) {
      throw Refusal.malformed(400, "The path is not valid.");
    }
    String authority = inbound.authority();
    if (authority.isEmpty() || !Authority.isValid(authority)) {
      throw Refusal.malformed(400, "There is no valid authority.");
    }
    return authority;
  }
}
