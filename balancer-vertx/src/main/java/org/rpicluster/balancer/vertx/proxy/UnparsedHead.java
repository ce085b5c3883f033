package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;

/**
 * Refuses a head that the parser could not read: where the next request begins is uncertain, so
 * nothing after it is read. Stateless. RFC 9112 §2.2, RFC 6585 §5.
 */
final class UnparsedHead {

  private UnparsedHead() {}

  /**
   * Checks that the parser could read the head.
   *
   * @param limits say what the answer to too many or too large fields is
   * @throws Refusal if it could not
   */
  static void check(InboundHead inbound, RequestLimits limits) {
    HeadFault fault = inbound.fault();
    if (fault != null) {
      throw refusalOf(fault, limits.fieldsStatus());
    }
  }

  private static Refusal refusalOf(HeadFault fault, int fieldsStatus) {
    return switch (fault) {
      case LINE_TOO_LONG -> Refusal.lineTooLong();
      case FIELDS_TOO_LONG -> Refusal.fieldsTooLarge(fieldsStatus);
      case TOO_MANY_FIELDS -> Refusal.tooManyFields(fieldsStatus);
      case TOO_SLOW -> Refusal.headTooSlow();
      case UNKNOWN_VERSION -> Refusal.malformed(505, "This version of HTTP is not known here.");
      case UNKNOWN_CODING -> Refusal.codingUnknown();
      case NO_MEMORY -> Refusal.noMemory();
      case MALFORMED -> Refusal.malformed(400, "This is not a valid HTTP request.");
    };
  }
}
