package org.rpicluster.balancer.vertx.downstream.http1;

import org.rpicluster.balancer.vertx.downstream.HeadFault;
import org.rpicluster.balancer.vertx.http.codec.MessageFault;

/** The faults of heads, by the faults of the grammar. Stateless; any thread. */
final class HeadFaults {

  private HeadFaults() {}

  static HeadFault of(MessageFault fault) {
    return switch (fault) {
      case LINE_TOO_LONG -> HeadFault.LINE_TOO_LONG;
      case FIELDS_TOO_LARGE -> HeadFault.FIELDS_TOO_LONG;
      case FIELDS_TOO_MANY -> HeadFault.TOO_MANY_FIELDS;
      case VERSION -> HeadFault.UNKNOWN_VERSION;
      case CODING_UNKNOWN -> HeadFault.UNKNOWN_CODING;
      default -> HeadFault.MALFORMED;
    };
  }
}
