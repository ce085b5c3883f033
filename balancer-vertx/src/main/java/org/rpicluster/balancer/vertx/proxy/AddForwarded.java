package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.List;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.ForwardedElement;
import org.rpicluster.balancer.vertx.forwarded.ReadyFields;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.FieldLines;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * Stage 4, what the proxy vouches for: who the client is, how and for which host it asked, and that
 * the request has come this way. After the client's {@code Connection} has been obeyed, so that it
 * cannot remove what is added here (CVE-2022-31813). What stands there already goes on only from a
 * trusted proxy and as far as it can be read, but for {@code X-Forwarded-For}, which every proxy
 * appends to. Stateless. RFC 7239, RFC 9110 §7.6.3.
 */
final class AddForwarded {

  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
  private static final AsciiString FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
  private static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString FORWARDED_PREFIX = AsciiString.cached("X-Forwarded-Prefix");
  private static final AsciiString REAL_IP = AsciiString.cached("X-Real-IP");

  /** All of them that have a number. */
  private static final FieldSet SAID_HERE =
      FieldSet.of(
          FieldName.FORWARDED,
          FieldName.VIA,
          FieldName.X_FORWARDED_FOR,
          FieldName.X_FORWARDED_HOST,
          FieldName.X_FORWARDED_PORT,
          FieldName.X_FORWARDED_PROTO,
          FieldName.X_REAL_IP);

  private AddForwarded() {}

  static void to(HeadFields fields, Exchange exchange) {
    Fields inbound = exchange.inbound.fields();
    if (isUsual(exchange, inbound)) {
      addReady(fields, exchange, inbound);
    } else {
      set(fields, exchange, inbound);
    }
    if (exchange.rules.requestId().isPresent()) {
      fields.set(exchange.rules.requestId().get().field(), exchange.requestId);
    }
  }

  /** Whether only the client, its host and the route decide what is said. */
  private static boolean isUsual(Exchange exchange, Fields inbound) {
    return !exchange.client.isPeerTrusted()
        && !exchange.rules.trustedProxies().hasField()
        && exchange.inbound.protocol() == Protocol.HTTP_1_1
        && inbound instanceof HeadFields bytes
        && !bytes.head().has(FieldName.X_FORWARDED_FOR)
        && !bytes.head().has(FieldName.VIA);
  }

  /** What no trusted proxy said is removed; the rest stands ready since the last request. */
  private static void addReady(HeadFields fields, Exchange exchange, Fields inbound) {
    ReadyFields ready = exchange.inbound.connection().client().ready();
    Client client = exchange.client;
    Via own = exchange.rules.via();
    Via via = exchange.via();
    String prefix = prefix(exchange);
    if (!ready.areOf(client, own, via, exchange.host, prefix)) {
      HeadFields made = HeadFields.over(new Head());
      set(made, exchange, inbound);
      FieldLines lines = FieldLines.of(made.head());
      ready.become(client, own, via, exchange.host, prefix, lines);
    }
    fields.head().remove(SAID_HERE);
    fields.remove(FORWARDED_PREFIX);
    ready.lines().addTo(fields.head());
  }

  private static void set(Fields fields, Exchange exchange, Fields inbound) {
    Client client = exchange.client;
    exchange.rules.trustedProxies().cut(exchange.inbound.connection(), inbound, fields);
    fields.set(FORWARDED_FOR, chain(exchange, inbound, fields));
    fields.set(FORWARDED_PROTO, client.scheme());
    setOrRemove(fields, FORWARDED_HOST, client.hostOr(exchange.host));
    setOrRemove(fields, FORWARDED_PORT, client.site().port());
    setOrRemove(fields, FORWARDED_PREFIX, prefix(exchange));
    setOrRemove(fields, REAL_IP, client.isKnown() ? client.address() : "");
    fields.set(FORWARDED, forwarded(exchange, inbound));
    fields.set(HttpHeaderNames.VIA, via(exchange, Values.of(inbound, HttpHeaderNames.VIA)));
  }

  /** All that proxies have cut off, this one last: an application puts it before its own paths. */
  private static String prefix(Exchange exchange) {
    String before = exchange.client.site().prefix();
    String own = exchange.routeEntry.mapping().replaced();
    if (before.isEmpty()) {
      return own;
    }
    boolean slashes = before.endsWith("/");
    return slashes ? before.substring(0, before.length() - 1) + own : before + own;
  }

  private static String chain(Exchange exchange, Fields inbound, Fields cut) {
    Client client = exchange.client;
    String sender = sender(exchange);
    boolean isClients = exchange.rules.trustedProxies().isNamedIn(FORWARDED_FOR);
    List<String> before = Values.of(isClients ? cut : inbound, FORWARDED_FOR);
    if (!before.isEmpty() && isReadable(exchange)) {
      return String.join(", ", before) + ", " + sender;
    }
    return isBehind(exchange) ? client.address() + ", " + sender : sender;
  }

  private static String sender(Exchange exchange) {
    return exchange.rules.trustedProxies().sender(exchange.client);
  }

  /** What a stranger wrote is the next one's to judge; what a trusted proxy did has been read. */
  private static boolean isReadable(Exchange exchange) {
    return exchange.client.isKnown() || !isBehind(exchange);
  }

  private static String forwarded(Exchange exchange, Fields inbound) {
    Client client = exchange.client;
    String own =
        exchange
            .inbound
            .connection()
            .client()
            .forwarded(exchange.rules.via(), client, sender(exchange), exchange.host);
    if (client.isPeerTrusted() && client.isUndisputed() && client.isKnown()) {
      List<String> before = Values.of(inbound, FORWARDED);
      if (!before.isEmpty()) {
        return String.join(", ", before) + ", " + own;
      }
    }
    // What X-Forwarded-For said, in the words of the standard (RFC 7239 §7.4).
    return isBehind(exchange) ? ForwardedElement.of(client.address()) + ", " + own : own;
  }

  private static boolean isBehind(Exchange exchange) {
    return !exchange.client.address().equals(sender(exchange));
  }

  private static void setOrRemove(Fields fields, CharSequence name, String value) {
    if (value.isEmpty()) {
      fields.remove(name);
    } else {
      fields.set(name, value);
    }
  }

  private static String via(Exchange exchange, List<String> before) {
    Via via = exchange.via();
    return switch (exchange.inbound.protocol()) {
      case HTTP_1_0 -> via.afterHttp10(before);
      case HTTP_1_1 -> via.afterHttp11(before);
      case HTTP_2 -> via.afterHttp2(before);
    };
  }
}
