package org.rpicluster.balancer.vertx.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.line.ExchangeSummary;

/**
 * What the access log says of one exchange, as it was received: nothing here is escaped. Immutable.
 *
 * @param host the client's address
 * @param received when its head had arrived
 * @param requestLine method, target and version
 * @param status the status sent, 0 for none
 * @param bytesToClient body bytes sent
 * @param referer where the client says it comes from, {@code -} if it does not
 * @param userAgent what the client says it is, {@code -} if it does not
 */
record AccessEntry(
    String host,
    Instant received,
    String requestLine,
    int status,
    long bytesToClient,
    String referer,
    String userAgent) {

  /** The entry of a settled exchange. On its event loop. */
  static AccessEntry of(ExchangeSummary summary) {
    HttpServerRequest inboundRequest = summary.inboundRequest();
    return new AccessEntry(
        summary.client().address(),
        summary.received(),
        requestLine(inboundRequest),
        summary.status(),
        summary.bytesToClient(),
        field(inboundRequest, HttpHeaders.REFERER),
        field(inboundRequest, HttpHeaders.USER_AGENT));
  }

  /** A field that was sent several times is one list to Apache. */
  private static String field(HttpServerRequest inboundRequest, CharSequence name) {
    List<String> values = inboundRequest.headers().getAll(name);
    return switch (values.size()) {
      case 0 -> "-";
      case 1 -> values.get(0);
      default -> String.join(", ", values);
    };
  }

  private static String requestLine(HttpServerRequest inboundRequest) {
    return inboundRequest.method().name()
        + ' '
        + inboundRequest.uri()
        + ' '
        + version(inboundRequest.version());
  }

  /** Apache writes a minor version for HTTP/2 as well. */
  private static String version(@Nullable HttpVersion version) {
    if (version == null) {
      return "-";
    }
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
      case HTTP_3 -> "HTTP/3.0";
    };
  }
}
