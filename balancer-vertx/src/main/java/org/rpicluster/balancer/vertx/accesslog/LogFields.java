package org.rpicluster.balancer.vertx.accesslog;

import java.util.List;
import javax.net.ssl.SSLSession;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The fields of a line of the log, as text that is not escaped yet; empty where there is nothing to
 * say. On the exchange's event loop. Stateless.
 */
final class LogFields {

  private static final int MICROS_PER_MILLI = 1000;

  private LogFields() {}

  /** Apache writes a minor version for HTTP/2 as well. */
  static String protocol(Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
    };
  }

  /** An address, if it is known. */
  static String address(String known) {
    return known.equals(Client.UNKNOWN) ? "" : known;
  }

  /** What was asked for. CONNECT over HTTP/2 has no path; over HTTP/1.1 its target is a host. */
  static String target(InboundHead inboundRequest) {
    String target = inboundRequest.target();
    return target.isEmpty() ? inboundRequest.authority() : target;
  }

  /** The target up to its query, or the query with its question mark. */
  static String part(ExchangeSummary summary, boolean query) {
    String uri = target(summary.inboundRequest());
    int mark = uri.indexOf('?');
    if (query) {
      return mark < 0 ? "" : uri.substring(mark);
    }
    return mark < 0 ? uri : uri.substring(0, mark);
  }

  /** A field that was sent several times is one list. */
  static String field(Fields fields, String name) {
    List<String> values = fields.getAll(name);
    return switch (values.size()) {
      case 0 -> "";
      case 1 -> values.get(0);
      default -> String.join(", ", values);
    };
  }

  /** The host that was asked for, without its port. */
  static String host(ExchangeSummary summary) {
    String authority = summary.inboundRequest().authority();
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    return hasPort ? authority.substring(0, colon) : authority;
  }

  /** The host that was asked for, as it was written. */
  static String hostAndPort(ExchangeSummary summary) {
    String field = field(summary.inboundRequest().fields(), "host");
    return field.isEmpty() ? summary.inboundRequest().authority() : field;
  }

  /** The version of TLS between the client and the proxy. */
  static String tlsProtocol(ExchangeSummary summary) {
    SSLSession session = summary.inboundRequest().connection().sslSession();
    return session == null ? "" : session.getProtocol();
  }

  /** The cipher between the client and the proxy. */
  static String tlsCipher(ExchangeSummary summary) {
    SSLSession session = summary.inboundRequest().connection().sslSession();
    return session == null ? "" : session.getCipherSuite();
  }

  /** How it ended, and why the proxy refused it if it did. */
  static String end(ExchangeSummary summary) {
    String words = summary.end().words();
    return summary.reason().isEmpty() ? words : words + ": " + summary.reason();
  }

  /** Milliseconds with three decimals. */
  static void millis(StringBuilder line, long nanos) {
    long micros = nanos / MICROS_PER_MILLI;
    line.append(micros / MICROS_PER_MILLI).append('.');
    threeDigits(line, (int) (micros % MICROS_PER_MILLI));
  }

  /** A number below 1000. */
  static void threeDigits(StringBuilder line, int number) {
    line.append((char) ('0' + number / 100))
        .append((char) ('0' + number / 10 % 10))
        .append((char) ('0' + number % 10));
  }
}
