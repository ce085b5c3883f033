package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Stage 3, what the proxy vouches for: who the client is, how and for which host it asked, and that
 * the request has come this way. After the client's {@code Connection} has been obeyed, so that it
 * cannot remove what is added here (CVE-2022-31813). Stateless. RFC 9110 §7.6.3.
 */
final class AddForwarded {

  private static final String VIA = "1.1 balancer";
  private static final String VIA_FROM_HTTP_1_0 = "1.0 balancer";

  private AddForwarded() {}

  static void to(HttpHeaders fields, Exchange exchange) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    MultiMap inbound = inboundRequest.headers();
    String client = inboundRequest.remoteAddress().hostAddress();
    fields.set("X-Forwarded-For", appended(inbound.getAll("x-forwarded-for"), client));
    fields.set("X-Forwarded-Proto", inboundRequest.isSSL() ? "https" : "http");
    if (exchange.host.isEmpty()) {
      fields.remove("X-Forwarded-Host");
    } else {
      fields.set("X-Forwarded-Host", exchange.host);
    }
    boolean old = inboundRequest.version() == HttpVersion.HTTP_1_0;
    String via = old ? VIA_FROM_HTTP_1_0 : VIA;
    fields.set(HttpHeaderNames.VIA, appended(inbound.getAll(HttpHeaderNames.VIA), via));
  }

  private static String appended(List<String> before, String last) {
    return before.isEmpty() ? last : String.join(", ", before) + ", " + last;
  }
}
