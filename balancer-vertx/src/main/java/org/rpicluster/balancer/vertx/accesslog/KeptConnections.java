package org.rpicluster.balancer.vertx.accesslog;

import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.ConnectionField;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * What a line says of its client's connection: how many requests it had before, and whether it is
 * kept for another. Some look-ups of fields; on the exchange's event loop. RFC 9112 §9.3, Apache's
 * {@code log_requests_on_connection} and {@code log_connection_status}.
 */
final class KeptConnections {

  private static final String FIELD = "Connection";

  private KeptConnections() {}

  /** How many requests had come over it; to Apache a stream of HTTP/2 is a connection. */
  static long earlierRequests(ExchangeSummary summary) {
    InboundHead inboundRequest = summary.inboundRequest();
    int requests = inboundRequest.connection().requests();
    return inboundRequest.protocol().isMultiplexed() ? 0 : Math.max(0, requests - 1);
  }

  /** {@code X} if it was cut within the answer, {@code -} if it is closed behind it. */
  static String end(ExchangeSummary summary) {
    if (summary.end() == ExchangeEnd.CLIENT_GONE || summary.end() == ExchangeEnd.CLIENT_SLOW) {
      return "X";
    }
    return isKept(summary) ? "+" : "-";
  }

  private static boolean isKept(ExchangeSummary summary) {
    InboundHead inboundRequest = summary.inboundRequest();
    Fields asked = inboundRequest.fields();
    if (inboundRequest.protocol().isMultiplexed()) {
      return true;
    }
    return !inboundRequest.connection().takesNoMore()
        && !says(asked, "close")
        && !says(summary.responseFields(), "close")
        && (inboundRequest.protocol() != Protocol.HTTP_1_0 || says(asked, "keep-alive"));
  }

  private static boolean says(Fields fields, String option) {
    return ConnectionField.has(fields.getAll(FIELD), option);
  }
}
