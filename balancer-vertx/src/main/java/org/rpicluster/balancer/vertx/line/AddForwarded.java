package org.rpicluster.balancer.vertx.line;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.rpicluster.balancer.vertx.client.Client;
import org.rpicluster.balancer.vertx.client.ForwardedElement;
import org.rpicluster.balancer.vertx.client.ForwardedField;
import org.rpicluster.balancer.vertx.header.Authority;
import org.rpicluster.balancer.vertx.header.Values;
import org.rpicluster.balancer.vertx.header.Via;

/**
 * Stage 3, what the proxy vouches for: who the client is, how and for which host it asked, and that
 * the request has come this way. After the client's {@code Connection} has been obeyed, so that it
 * cannot remove what is added here (CVE-2022-31813). What stands there already goes on only from a
 * trusted proxy, but for {@code X-Forwarded-For}, which everybody appends to. Stateless. RFC 7239,
 * RFC 9110 §7.6.3.
 */
final class AddForwarded {

  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
  private static final AsciiString FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
  private static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString REAL_IP = AsciiString.cached("X-Real-IP");

  private AddForwarded() {}

  static void to(HttpHeaders fields, Exchange exchange) {
    MultiMap inbound = exchange.inboundRequest.headers();
    Client client = exchange.client;
    fields.set(FORWARDED_FOR, chain(inbound, client));
    fields.set(FORWARDED_PROTO, client.scheme());
    if (!client.isPeerTrusted() || !isHost(Values.of(inbound, FORWARDED_HOST))) {
      setOrRemove(fields, FORWARDED_HOST, exchange.host);
    }
    if (!client.isPeerTrusted()) {
      fields.remove(FORWARDED_PORT);
    }
    fields.set(REAL_IP, client.address());
    fields.set(FORWARDED, forwarded(exchange, inbound));
    fields.set(HttpHeaderNames.VIA, via(exchange, Values.of(inbound, HttpHeaderNames.VIA)));
    exchange.rules.requestId().ifPresent(id -> fields.set(id.field(), exchange.requestId));
  }

  private static String chain(MultiMap inbound, Client client) {
    List<String> before = Values.of(inbound, FORWARDED_FOR);
    if (!before.isEmpty()) {
      return String.join(", ", before) + ", " + client.peer();
    }
    return isBehind(client) ? client.address() + ", " + client.peer() : client.peer();
  }

  private static String forwarded(Exchange exchange, MultiMap inbound) {
    Client client = exchange.client;
    String own = exchange.known.forwarded(exchange.rules.via(), client, exchange.host);
    if (!client.isPeerTrusted()) {
      return own;
    }
    List<String> before = Values.of(inbound, FORWARDED);
    if (!before.isEmpty() && ForwardedField.parse(before).isPresent()) {
      return String.join(", ", before) + ", " + own;
    }
    // What X-Forwarded-For said, in the words of the standard (RFC 7239 §7.4).
    return isBehind(client) ? ForwardedElement.of(client.address()) + ", " + own : own;
  }

  private static boolean isBehind(Client client) {
    return !client.address().equals(client.peer());
  }

  private static boolean isHost(List<String> lines) {
    return lines.size() == 1 && Authority.isValid(lines.get(0));
  }

  private static void setOrRemove(HttpHeaders fields, CharSequence name, String value) {
    if (value.isEmpty()) {
      fields.remove(name);
    } else {
      fields.set(name, value);
    }
  }

  private static String via(Exchange exchange, List<String> before) {
    HttpServerRequest inboundRequest = exchange.inboundRequest;
    Via via = exchange.rules.via();
    return switch (inboundRequest.version()) {
      case HTTP_1_0 -> via.afterHttp10(before);
      case HTTP_1_1 -> via.afterHttp11(before);
      default -> via.afterHttp2(before);
    };
  }
}
