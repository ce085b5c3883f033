package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Upgrade;

/**
 * Stage 6: the head for the client. Fields of the member's hop are left out, what the route says is
 * changed, and the session is told where it belongs. Stateless.
 */
final class PrepareResponse {

  /** {@code HTTP/1.1 200 }: bytraffic counts a member's status line and body, as Apache does. */
  private static final int STATUS_LINE_FIXED_BYTES = 13;

  private PrepareResponse() {}

  /** How long the status line was that the member sent. */
  static int statusLineBytes(HttpResponse upstreamResponse) {
    return STATUS_LINE_FIXED_BYTES + upstreamResponse.status().reasonPhrase().length();
  }

  static void prepare(Exchange exchange, HttpResponse upstreamResponse) {
    InboundResponse inboundResponse = exchange.inbound;
    Fields inbound = inboundResponse.responseFields();
    int status = upstreamResponse.status().code();
    setStatus(inboundResponse, upstreamResponse.status());
    copy(upstreamResponse.headers(), inbound);
    if (status == 204) {
      inbound.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    HttpHeaders upstream = upstreamResponse.headers();
    List<String> vias =
        upstream.contains(HttpHeaderNames.VIA) ? upstream.getAll(HttpHeaderNames.VIA) : List.of();
    inbound.set(HttpHeaderNames.VIA, exchange.rules.via().afterHttp11(vias));
    RewriteResponse.rewrite(exchange, inbound);
    IssueRoute.cookie(exchange, upstream)
        .ifPresent(cookie -> inbound.add(HttpHeaderNames.SET_COOKIE, cookie));
    CompressResponse.prepare(exchange, status);
    frame(exchange, status);
  }

  /** The fields of a 101. */
  static Fields prepareSwitch(Exchange exchange, HttpResponse upstreamResponse) {
    HttpHeaders upstream = upstreamResponse.headers();
    Fields fields = NettyFields.none();
    EndToEnd.copy(upstream, fields::add);
    fields.remove(HttpHeaderNames.CONTENT_LENGTH); // RFC 9110 §8.6: none in a 1xx
    fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    fields.set(HttpHeaderNames.UPGRADE, Upgrade.WEBSOCKET);
    IssueRoute.cookie(exchange, upstream)
        .ifPresent(cookie -> fields.add(HttpHeaderNames.SET_COOKIE, cookie));
    return fields;
  }

  /**
   * The member's own phrase goes with it, if it is one: no client may act on it, but a person may
   * read it. Not that of a 304, which Vert.x with another phrase takes for an answer with a body.
   */
  private static void setStatus(InboundResponse inboundResponse, HttpResponseStatus status) {
    inboundResponse.status(status.code());
    String phrase = status.reasonPhrase();
    if (status.code() != 304 && !phrase.equals(inboundResponse.phrase()) && isPhrase(phrase)) {
      inboundResponse.phrase(phrase);
    }
  }

  /** Visible ASCII and spaces; RFC 9112 §4 has room for more, which is nothing but trouble. */
  private static boolean isPhrase(String phrase) {
    return phrase.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static void copy(HttpHeaders upstream, Fields inbound) {
    EndToEnd.copy(upstream, inbound::add);
  }

  /** A body of unknown length goes in chunks; to HTTP/1.0, until the connection closes. */
  private static void frame(Exchange exchange, int status) {
    boolean bodyless = status == 204 || status == 304 || exchange.inbound.method().equals("HEAD");
    Fields inbound = exchange.inbound.responseFields();
    writeLengthAnew(inbound);
    if (isWithoutContent(status)) {
      inbound.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
    }
    exchange.unknownLength = !bodyless && !inbound.contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  /** A 205 says so by its length; what a member sends all the same ends here. RFC 9110 §15.3.6. */
  static boolean isWithoutContent(int status) {
    return status == HttpResponseStatus.RESET_CONTENT.code();
  }

  /** 007 and 7 are the same to the parser, and must be to the client. */
  private static void writeLengthAnew(Fields inbound) {
    String length = inbound.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null && length.length() > 1 && length.charAt(0) == '0') {
      inbound.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(Long.parseLong(length)));
    }
  }
}
