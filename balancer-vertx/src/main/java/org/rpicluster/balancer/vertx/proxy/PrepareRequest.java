package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
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

/**
 * Stage 4: makes the head for the member. Fields of the client's hop are left out ({@link
 * EndToEnd}), the framing is written anew ({@link Framing}), and what the proxy vouches for is
 * added ({@link AddForwarded}). Stateless.
 */
final class PrepareRequest {

  private static final String TRAILERS = "trailers";

  private PrepareRequest() {}

  static void prepare(Exchange exchange) {
    InboundExchange inboundRequest = exchange.inbound;
    Fields inbound = inboundRequest.fields();
    UpstreamHead head = exchange.proxy.heads().lend(exchange.loop);
    exchange.upstreamHead = head; // from here on its end gives it back
    HeadFields fields = head.fields();
    ClientFields.copy(exchange, fields);
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

  /** The exchange is over, or has its tunnel: its head is another's. */
  static void end(Exchange exchange) {
    UpstreamHead head = exchange.upstreamHead;
    if (head != null) {
      exchange.upstreamHead = null;
      head.fields().head().reset();
      exchange.proxy.heads().giveBack(head, exchange.loop);
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
