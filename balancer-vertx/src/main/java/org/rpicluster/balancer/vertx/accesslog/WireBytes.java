package org.rpicluster.balancer.vertx.accesslog;

import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * Bytes with their heads, as HTTP/1.1 writes those: over HTTP/2, whose heads are compressed, and
 * with chunks and TLS around it is another number on the wire. O(fields); on the exchange's event
 * loop. Apache's mod_logio.
 */
final class WireBytes {

  /** {@code HTTP/1.1}, two blanks and the end of the line. */
  private static final int REQUEST_LINE = 8 + 2 + 2;

  /** {@code HTTP/1.1 200 OK} and the end of the line; other reasons are longer. */
  private static final int STATUS_LINE = 15 + 2;

  /** The colon, a blank, the end of the line. */
  private static final int FIELD = 4;

  private WireBytes() {}

  static long fromClient(ExchangeSummary summary) {
    InboundHead head = summary.inboundRequest();
    int line = head.method().length() + LogFields.target(head).length() + REQUEST_LINE;
    return line + bytes(head.fields()) + summary.bytesFromClient();
  }

  /** 0 if nothing was sent. */
  static long toClient(ExchangeSummary summary) {
    return summary.status() == 0
        ? 0
        : STATUS_LINE + bytes(summary.responseFields()) + summary.bytesToClient();
  }

  private static long bytes(Fields fields) {
    long[] sum = {2}; // the empty line
    fields.forEachLine((name, value) -> sum[0] += name.length() + value.length() + FIELD);
    return sum[0];
  }
}
