package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The proxy's own answers to calls of gRPC, which read no HTTP status: 200 with the status of gRPC
 * and the sentence among the fields, and nothing behind them ("Trailers-Only"). Calls of gRPC-Web
 * read the same, over any version of HTTP. Stateless. gRPC over HTTP/2, and its table of HTTP
 * statuses.
 *
 * <table>
 * <caption>What becomes of a status</caption>
 * <tr><td>408, 504</td><td>4, the deadline is exceeded</td></tr>
 * <tr><td>429, 502, 503</td><td>14, unavailable: may be tried again</td></tr>
 * <tr><td>400</td><td>13, internal</td></tr>
 * <tr><td>401 · 403 · 404</td><td>16 · 7 · 12: unauthenticated, not permitted, not implemented</td></tr>
 * <tr><td>any other</td><td>2, unknown</td></tr>
 * </table>
 */
final class GrpcAnswer {

  private static final String GRPC = "application/grpc";
  private static final String WEB = "-web";

  private GrpcAnswer() {}

  /** Whether a request is a call: of gRPC over HTTP/2, or of gRPC-Web. */
  static boolean isDue(Exchange exchange) {
    String type = exchange.inbound.fields().get(HttpHeaderNames.CONTENT_TYPE);
    if (type == null || !type.regionMatches(true, 0, GRPC, 0, GRPC.length())) {
      return false;
    }
    String rest = type.substring(GRPC.length()).toLowerCase(Locale.ROOT);
    boolean web = rest.startsWith(WEB);
    String format = web ? rest.substring(WEB.length()) : rest;
    boolean ends = format.isEmpty() || "+;- \t".indexOf(format.charAt(0)) >= 0;
    return ends && (web || exchange.isMultiplexed());
  }

  /** Writes the fields of a refusal; the answer has no body. */
  static void write(Exchange exchange, Refusal refusal) {
    Fields fields = exchange.inbound.responseFields();
    String type = exchange.inbound.fields().get(HttpHeaderNames.CONTENT_TYPE);
    fields.set(HttpHeaderNames.CONTENT_TYPE, type);
    fields.set("grpc-status", Integer.toString(statusOf(refusal.status())));
    fields.set("grpc-message", refusal.sentence().replace("%", "%25"));
  }

  private static int statusOf(int http) {
    return switch (http) {
      case 408, 504 -> 4;
      case 429, 502, 503 -> 14;
      case 400 -> 13;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 12;
      default -> 2;
    };
  }
}
