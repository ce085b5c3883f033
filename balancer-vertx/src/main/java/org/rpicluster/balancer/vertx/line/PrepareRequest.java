package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.vertx.header.Alias;
import org.rpicluster.balancer.vertx.header.ConnectionField;
import org.rpicluster.balancer.vertx.header.HopByHop;
import org.rpicluster.balancer.vertx.header.Upgrade;

/**
 * Stage 3: the head for the member. Fields of the client's hop are left out, the framing is set
 * anew from what the parser found, and who was before is added: after the client's {@code
 * Connection} has been obeyed, so that it cannot remove what we add (CVE-2022-31813). Stateless.
 */
final class PrepareRequest {

  private static final String VIA = "1.1 balancer";
  private static final String VIA_FROM_HTTP_1_0 = "1.0 balancer";

  private PrepareRequest() {}

  static void prepare(Exchange exchange) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    MultiMap inbound = inboundRequest.headers();
    // Not validated again: every name and value has passed the parser's own validation.
    HttpHeaders fields =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    List<String> connection = inbound.getAll(HttpHeaderNames.CONNECTION);
    exchange.closeAsked = ConnectionField.has(connection, "close");
    copy(inbound, connection, fields);
    boolean hasBody = frame(inbound, fields);
    exchange.upgrade =
        inboundRequest.method() == io.vertx.core.http.HttpMethod.GET
            && !hasBody
            && Upgrade.asksForWebSocket(inbound);
    if (exchange.upgrade) {
      fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      fields.set(HttpHeaderNames.UPGRADE, Upgrade.WEBSOCKET);
    }
    if (!exchange.host.isEmpty()) {
      fields.set(HttpHeaderNames.HOST, exchange.host);
    }
    addForwarded(exchange, inbound, fields);
    if (inboundRequest.method() == io.vertx.core.http.HttpMethod.OPTIONS) {
      countForward(fields);
    }
    exchange.upstreamHead =
        new UpstreamHead(
            HttpMethod.valueOf(inboundRequest.method().name()),
            exchange.target.pathAndQuery(),
            fields,
            hasBody);
  }

  private static void copy(MultiMap inbound, List<String> connection, HttpHeaders fields) {
    for (Map.Entry<String, String> field : inbound) {
      String name = field.getKey();
      if (goesOn(name)) {
        fields.add(name, field.getValue());
      }
    }
    HopByHop.nominatedBy(connection).forEach(fields::remove);
  }

  private static boolean goesOn(String name) {
    return !HopByHop.isAlways(name)
        && !name.equalsIgnoreCase("content-length")
        && !Alias.isOfVouched(name);
  }

  private static boolean frame(MultiMap inbound, HttpHeaders fields) {
    if (inbound.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      return true;
    }
    String length = inbound.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null) {
      return false;
    }
    // Written anew: 007 and 7 are the same to us, and must be to whoever reads it next.
    long bytes = Long.parseLong(length);
    fields.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bytes));
    return bytes > 0;
  }

  private static void addForwarded(Exchange exchange, MultiMap inbound, HttpHeaders fields) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    String client = inboundRequest.remoteAddress().hostAddress();
    fields.set("X-Forwarded-For", appended(inbound.getAll("x-forwarded-for"), client));
    fields.set("X-Forwarded-Proto", inboundRequest.isSSL() ? "https" : "http");
    if (exchange.host.isEmpty()) {
      fields.remove("X-Forwarded-Host");
    } else {
      fields.set("X-Forwarded-Host", exchange.host);
    }
    boolean old = inboundRequest.version() == io.vertx.core.http.HttpVersion.HTTP_1_0;
    String via = old ? VIA_FROM_HTTP_1_0 : VIA;
    fields.set(HttpHeaderNames.VIA, appended(inbound.getAll(HttpHeaderNames.VIA), via));
  }

  /**
   * RFC 9110 §7.6.2; zero was answered by {@link Admit}, and what is no number goes on as it is.
   */
  private static void countForward(HttpHeaders fields) {
    String left = fields.get(HttpHeaderNames.MAX_FORWARDS);
    if (left != null && left.matches("[1-9][0-9]{0,8}")) {
      fields.set(HttpHeaderNames.MAX_FORWARDS, Integer.toString(Integer.parseInt(left) - 1));
    }
  }

  private static String appended(List<String> before, String last) {
    return before.isEmpty() ? last : String.join(", ", before) + ", " + last;
  }
}
