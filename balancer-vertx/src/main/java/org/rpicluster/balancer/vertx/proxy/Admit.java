package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.RequestLimits;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.http.PathRules.EncodedSlashes;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.http.Upgrade;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.routing.NormalTarget;

/**
 * Stage 2: checks whether a reverse proxy may carry the request. Netty and Vert.x have refused what
 * breaks the grammar; here stands what they let through ({@code docs/decisions.md}). Stateless.
 */
final class Admit {

  private Admit() {}

  /**
   * Checks the request, and notes its target and host.
   *
   * @throws Refusal if it must not be carried
   */
  static void check(Exchange exchange) {
    InboundExchange inbound = exchange.inbound;
    RequestLimits limits = exchange.rules.limits();
    UnparsedHead.check(inbound, limits);
    checkMethod(inbound); // first: CONNECT over HTTP/2 has no path
    if (inbound.protocol().isMultiplexed()) {
      AdmitHttp2.checkLine(inbound, limits.lineBytesMax());
      AdmitHttp2.checkFields(inbound, limits);
    }
    checkFields(exchange);
    checkFraming(inbound);
    checkExpectation(inbound.fields());
    checkLoop(exchange);
    boolean isOptions = inbound.method().equals("OPTIONS");
    exchange.target = Target.of(inbound.target(), isOptions);
    if (exchange.target == Target.INVALID) {
      throw Refusal.malformed(400, "The request target is not valid.");
    }
    exchange.target = spelled(exchange.target, exchange.rules.paths());
    exchange.host = hostOf(inbound, exchange.target);
    if (isOptions && "0".equals(inbound.fields().get("max-forwards"))) {
      throw new Refusal(200, "This is a reverse proxy.");
    }
  }

  /**
   * Checks the length of its body, as soon as its route is known, which may have a limit of its
   * own. Chunks are counted by {@link TakeBody}.
   *
   * @throws Refusal if it is too long
   */
  static void checkLength(Exchange exchange) {
    ByteBuf read = BodyStart.read(exchange);
    long length = exchange.inbound.fields().number("content-length");
    long most = BodyStart.bytesMost(exchange);
    if (length > most || read != null && read.readableBytes() > most) {
      throw Refusal.bodyTooLarge();
    }
  }

  /** The log has the target as the client wrote it. */
  private static Target spelled(Target target, PathRules rules) {
    boolean refuses = rules.encodedSlashes() == EncodedSlashes.REFUSE;
    if (refuses && NormalTarget.hasEncodedSlash(target.pathAndQuery())) {
      throw new Refusal(404, "Nothing is served at this path.");
    }
    if (!rules.normalize()) {
      return target;
    }
    String normal =
        NormalTarget.of(target.pathAndQuery(), rules.encodedSlashes())
            .orElseThrow(() -> Refusal.malformed(400, "The path leads out of the root."));
    return normal.equals(target.pathAndQuery()) ? target : new Target(target.authority(), normal);
  }

  private static void checkMethod(InboundExchange inbound) {
    String method = inbound.method();
    String protocol = inbound.connectProtocol();
    if (method.equals("TRACE") || method.equals("CONNECT") && protocol.isEmpty()) {
      throw Refusal.malformed(405, "This method is not offered here.");
    }
    if (!protocol.isEmpty() && !protocol.equals(Upgrade.WEBSOCKET)) {
      throw Refusal.malformed(501, "The only protocol that is carried through is websocket.");
    }
  }

  /** An empty name passes the parser, and has split requests elsewhere: CVE-2023-25725. */
  private static void checkFields(Exchange exchange) {
    Fields fields = exchange.inbound.fields();
    if (fields.size() > exchange.rules.limits().fieldsMax()) {
      throw Refusal.tooManyFields(exchange.rules.limits().fieldsStatus());
    }
    if (fields.contains("")) {
      throw Refusal.malformed(400, "A field has no name.");
    }
  }

  /** Length and coding together, or a length twice, never get here: the parser refuses them. */
  private static void checkFraming(InboundExchange inbound) {
    List<String> codings = Values.of(inbound.fields(), "transfer-encoding");
    if (codings.isEmpty()) {
      return;
    }
    if (inbound.protocol() == Protocol.HTTP_1_0) {
      throw Refusal.malformed(400, "HTTP/1.0 has no transfer codings.");
    }
    if (codings.size() > 1 || !codings.get(0).trim().equalsIgnoreCase("chunked")) {
      throw Refusal.codingUnknown();
    }
  }

  private static void checkLoop(Exchange exchange) {
    List<String> before = Values.of(exchange.inbound.fields(), "via");
    if (!before.isEmpty() && hasBeenHere(exchange, before)) {
      throw new Refusal(508, "This request has been here before: it goes round in a loop.");
    }
  }

  /** Where a route has another name in Via, this proxy is still named in what it adds itself. */
  private static boolean hasBeenHere(Exchange exchange, List<String> vias) {
    Via own = exchange.rules.via();
    return own.isIn(vias)
        || exchange.inbound.fields().getAll("forwarded").stream()
            .anyMatch(line -> line.contains("by=_" + own.name()));
  }

  /** There is one, of RFC 9110 §10.1.1; who expects another must not think that it was met. */
  private static void checkExpectation(Fields fields) {
    for (String expectation : Values.of(fields, "expect")) {
      if (!expectation.trim().equalsIgnoreCase("100-continue")) {
        throw Refusal.malformed(417, "This expectation is not known here.");
      }
    }
  }

  private static String hostOf(InboundExchange inbound, Target target) {
    String host = host(inbound);
    if (inbound.protocol().isMultiplexed()) {
      return AdmitHttp2.hostOf(inbound, target);
    }
    if (host == null) {
      if (inbound.protocol() != Protocol.HTTP_1_0) {
        throw Refusal.malformed(400, "There is no Host field.");
      }
      return target.authority();
    }
    if (!Authority.isValid(host)) {
      throw Refusal.malformed(400, "The Host field is not valid.");
    }
    return target.authority().isEmpty() ? host : target.authority();
  }

  /** As it stands there, or null; where it is the same as last time it is the same text. */
  private static @Nullable String host(InboundExchange inbound) {
    Fields fields = inbound.fields();
    if (fields instanceof HeadFields bytes && bytes.head().count(FieldName.HOST) == 1) {
      return inbound.connection().client().host(bytes.head(), bytes.head().first(FieldName.HOST));
    }
    List<String> hosts = fields.getAll("host");
    if (hosts.size() > 1) {
      throw Refusal.malformed(400, "There is more than one Host field.");
    }
    return hosts.isEmpty() ? null : hosts.get(0);
  }
}
