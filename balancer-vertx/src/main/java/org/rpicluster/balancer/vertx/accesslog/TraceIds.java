package org.rpicluster.balancer.vertx.accesslog;

import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The ids by which a request is found in tracing, of its field {@code traceparent}, which members
 * get as it came; empty if there is none that is well-formed. Stateless; on the exchange's event
 * loop.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context §3.2</a>
 */
final class TraceIds {

  // version 2, trace 32, span 16, flags 2, with hyphens between
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  private TraceIds() {}

  /** The id of the whole. */
  static String trace(ExchangeSummary summary) {
    return part(summary, TRACE, SPAN - 1);
  }

  /** The id of what has sent this request. */
  static String span(ExchangeSummary summary) {
    return part(summary, SPAN, FLAGS - 1);
  }

  private static String part(ExchangeSummary summary, int from, int to) {
    String field = summary.inboundRequest().fields().get("traceparent");
    return field != null && isWellFormed(field) ? field.substring(from, to) : "";
  }

  /** A version that is not known may have more behind it. */
  private static boolean isWellFormed(String field) {
    boolean exact = field.length() == LENGTH;
    boolean longer =
        field.length() > LENGTH && field.charAt(LENGTH) == '-' && !field.startsWith("00");
    if (!exact && !longer || field.startsWith("ff")) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      boolean hyphen = i == TRACE - 1 || i == SPAN - 1 || i == FLAGS - 1;
      if (hyphen ? field.charAt(i) != '-' : !isHex(field.charAt(i))) {
        return false;
      }
    }
    return !isZero(field, TRACE, SPAN - 1) && !isZero(field, SPAN, FLAGS - 1);
  }

  private static boolean isHex(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  private static boolean isZero(String field, int from, int to) {
    int at = from;
    while (at < to && field.charAt(at) == '0') {
      at++;
    }
    return at == to;
  }
}
