package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.proxy.ErrorPages.ErrorPage;

/**
 * The proxy's own answers: one sentence, as text, as JSON where that is asked for, or the route's
 * page for it. Nothing of the request is repeated in it. Stateless.
 */
final class SendRefusal {

  /** Roughly how long a member is out before it is tried again at the earliest. */
  private static final String RETRY_AFTER_SECONDS = "5";

  /** The connection closes as soon as the answer is written; this is for one that never is. */
  private static final Duration SHUTDOWN_MOST = Duration.ofSeconds(1);

  private SendRefusal() {}

  /**
   * Answers.
   *
   * @return when the client's connection has taken the answer, or never will
   */
  static Future<Void> send(Exchange exchange, Refusal refusal) {
    boolean grpc = GrpcAnswer.isDue(exchange);
    InboundExchange inbound = exchange.inbound;
    ErrorPage page = page(exchange, refusal);
    exchange.status = grpc ? 200 : page.isElsewhere() ? 302 : refusal.status();
    inbound.status(exchange.status);
    if (exchange.status == 508) {
      inbound.phrase("Loop Detected"); // RFC 5842, which Netty does not know
    }
    Fields fields = inbound.responseFields();
    // A server that answers itself says when: RFC 9110 §6.6.1.
    fields.set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(exchange.ticker.now())));
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (page.isElsewhere() && !grpc) {
      fields.set(HttpHeaderNames.LOCATION, page.location());
    } else if (refusal.status() == 503) {
      fields.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    boolean tellsMethods = refusal.status() == 405 || refusal.status() == 200;
    if (tellsMethods && !fields.contains(HttpHeaderNames.ALLOW)) {
      fields.set(HttpHeaderNames.ALLOW, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    boolean closes =
        refusal.closesConnection() && !exchange.isMultiplexed() || LastAnswer.isLeaving(exchange);
    if (closes) {
      LastAnswer.announce(exchange);
    }
    ByteBuf body = grpc ? Unpooled.EMPTY_BUFFER : body(exchange, page);
    int bytes = body.readableBytes();
    if (grpc) {
      GrpcAnswer.write(exchange, refusal);
    }
    ChangeOwnAnswer.ofRefusal(exchange);
    Future<Void> answered = grpc ? inbound.end(null) : end(inbound, body);
    if (!isHead(inbound)) {
      answered.onSuccess(sent -> exchange.bytesToClient = bytes);
    }
    if (closes) {
      // Not close(): what is left of a body is read for a while, so that the client reads this.
      inbound.connection().closeGently(SHUTDOWN_MOST);
    }
    return answered;
  }

  /** The answer to HEAD has the length of the body that it lacks. */
  private static Future<Void> end(InboundExchange inbound, ByteBuf body) {
    if (!isHead(inbound)) {
      return inbound.end(body);
    }
    String length = Integer.toString(body.readableBytes());
    inbound.responseFields().set(HttpHeaderNames.CONTENT_LENGTH, length);
    return inbound.end(null);
  }

  private static boolean isHead(InboundExchange inbound) {
    return inbound.method().equals("HEAD");
  }

  private static ByteBuf body(Exchange exchange, ErrorPage page) {
    exchange.inbound.responseFields().set(HttpHeaderNames.CONTENT_TYPE, page.type());
    return Unpooled.wrappedBuffer(page.body());
  }

  private static ErrorPage page(Exchange exchange, Refusal refusal) {
    String accept = exchange.inbound.fields().get(HttpHeaderNames.ACCEPT);
    if (accept != null && accept.contains("application/json")) {
      String json = new JsonObject().put("error", refusal.sentence()).encode();
      return new ErrorPage("application/json", json.getBytes(StandardCharsets.UTF_8));
    }
    ErrorPage page =
        exchange.routeEntry == null
            ? null
            : exchange.routeEntry.route().errorPages().of(refusal.status());
    return page == null ? ErrorPage.text(refusal.sentence()) : page;
  }
}
