package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.util.List;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.ConnectionAuth;
import org.rpicluster.balancer.vertx.http.ConnectionField;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Framing;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.Upgrade;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.Vouched;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * Stage 4: makes the head for the member. Fields of the client's hop are left out ({@link
 * EndToEnd}), the framing is written anew ({@link Framing}), and what the proxy vouches for is
 * added ({@link AddForwarded}). Stateless.
 */
final class PrepareRequest {

  private static final String TRAILERS = "trailers";

  /** Those of the known names that {@link Vouched#isForwarded} knows. */
  private static final FieldSet FORWARDED =
      FieldSet.of(
          FieldName.X_FORWARDED_FOR,
          FieldName.X_FORWARDED_HOST,
          FieldName.X_FORWARDED_PORT,
          FieldName.X_FORWARDED_PROTO);

  private PrepareRequest() {}

  static void prepare(Exchange exchange) {
    InboundExchange inboundRequest = exchange.inbound;
    Fields inbound = inboundRequest.fields();
    UpstreamHead head = exchange.proxy.heads().lend(exchange.loop);
    exchange.upstreamHead = head; // from here on its end gives it back
    HeadFields fields = head.fields();
    copy(exchange, inbound, fields);
    if (exchange.isMultiplexed()) {
      joinCookies(fields);
    }
    boolean hasBody = frame(exchange, fields);
    boolean upgrade = exchange.isConnect() || asksForUpgrade(inboundRequest, hasBody);
    if (upgrade) {
      fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      fields.set(HttpHeaderNames.UPGRADE, Upgrade.WEBSOCKET);
    } else if (ConnectionField.has(Values.of(inbound, HttpHeaderNames.TE), TRAILERS)) {
      // Trailers are carried, so that the client's word for them is this proxy's as well.
      fields.set(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
      fields.set(HttpHeaderNames.TE, TRAILERS);
    }
    if (!exchange.host.isEmpty()) {
      fields.set(HttpHeaderNames.HOST, exchange.host);
    }
    if (inboundRequest.protocol() == Protocol.HTTP_1_0
        || BodyStart.read(exchange) != null
        || BodyStart.kept(exchange) != null) {
      fields.remove(HttpHeaderNames.EXPECT); // there is no 100 to be waited for
    }
    AddForwarded.to(fields, exchange);
    if (inboundRequest.method().equals("OPTIONS")) {
      countForward(fields);
    }
    RewriteRequest.fields(exchange, fields);
    String method = exchange.isConnect() ? "GET" : inboundRequest.method();
    String target = RewriteRequest.target(exchange);
    boolean isLineCopied = inbound instanceof HeadFields && !exchange.isConnect();
    if (!isLineCopied || !target.equals(inboundRequest.target())) {
      fields.head().line().request(method, target);
    }
    boolean keepsHost =
        exchange.route().rewriting().preserveHost() && fields.contains(HttpHeaderNames.HOST);
    boolean authenticates = ConnectionAuth.isIn(inbound);
    head.asks(method, target);
    head.is(hasBody, keepsHost, upgrade, authenticates);
    head.tell(exchange.pickContext);
  }

  private static boolean asksForUpgrade(InboundExchange inboundRequest, boolean hasBody) {
    return inboundRequest.method().equals("GET")
        && inboundRequest.protocol() == Protocol.HTTP_1_1
        && !hasBody
        && inboundRequest.canSwitch()
        && Upgrade.asksForWebSocket(inboundRequest.fields());
  }

  private static boolean frame(Exchange exchange, Fields fields) {
    Fields inbound = exchange.inbound.fields();
    ByteBuf body = BodyStart.read(exchange);
    KeptBody kept = BodyStart.kept(exchange);
    if (kept != null && kept.hasEnded()) {
      fields.remove(HttpHeaderNames.TRAILER); // see BufferBody
      return Framing.write(kept.bytes(), true, fields);
    }
    if (body == null) {
      return Framing.write(inbound, fields, BodyStart.isUnframed(exchange));
    }
    boolean framed =
        inbound.contains(HttpHeaderNames.CONTENT_LENGTH)
            || inbound.contains(HttpHeaderNames.TRANSFER_ENCODING);
    return Framing.write(body.readableBytes(), framed, fields);
  }

  /**
   * What goes on of the client's fields. Of a head it is two copies of memory and a look at each
   * field, without a text but of unusual names; names and values have passed a parser already.
   */
  private static void copy(Exchange exchange, Fields inbound, HeadFields fields) {
    if (inbound instanceof HeadFields came) {
      fields.head().copy(came.head());
      EndToEnd.leaveIn(fields);
      leaveBelieved(exchange, fields.head());
    } else {
      EndToEnd.copyLines(
          inbound,
          (name, value) -> {
            if (isBelieved(exchange, name.toString())) {
              fields.add(name, value);
            }
          });
    }
  }

  private static void leaveBelieved(Exchange exchange, Head head) {
    boolean all = exchange.rules.requestId().isPresent();
    for (int field = 0; field < head.fields(); field++) {
      boolean doubted = all || !head.isKnown(field) || head.isAmong(field, FORWARDED);
      if (doubted && head.isThere(field) && !isBelieved(exchange, head.name(field))) {
        head.remove(field);
      }
    }
  }

  /** But for what a member could take for something that the proxy vouches for. */
  private static boolean isBelieved(Exchange exchange, String name) {
    boolean believed = exchange.client.isPeerTrusted() || !Vouched.isForwarded(name);
    return believed
        && !Vouched.isAlias(name)
        && !exchange.rules.isRequestId(name)
        && !exchange.rules.trustedProxies().isToldIn(name);
  }

  /** The exchange is over, or has its tunnel: its head is another's. */
  static void end(Exchange exchange) {
    UpstreamHead head = exchange.upstreamHead;
    if (head != null) {
      exchange.upstreamHead = null;
      head.fields().head().reset();
      exchange.proxy.heads().giveBack(head, exchange.loop);
    }
  }

  /** HTTP/2 may cut them into several lines, HTTP/1.1 knows one only. RFC 9113 §8.2.3. */
  private static void joinCookies(Fields fields) {
    List<String> crumbs = fields.getAll(HttpHeaderNames.COOKIE);
    if (crumbs.size() > 1) {
      fields.set(HttpHeaderNames.COOKIE, String.join("; ", crumbs));
    }
  }

  /**
   * RFC 9110 §7.6.2; zero was answered by {@link Admit}, and what is no number goes on as it is.
   */
  private static void countForward(Fields fields) {
    String left = fields.get(HttpHeaderNames.MAX_FORWARDS);
    if (left != null && left.matches("[1-9][0-9]{0,8}")) {
      fields.set(HttpHeaderNames.MAX_FORWARDS, Integer.toString(Integer.parseInt(left) - 1));
    }
  }
}
