package org.rpicluster.balancer.vertx.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.InboundResponse;
import org.rpicluster.balancer.vertx.http.EndToEnd;
import org.rpicluster.balancer.vertx.http.FieldList;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.Upgrade;
import org.rpicluster.balancer.vertx.http.Values;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.StartLine;

/**
 * Stage 6: makes the head for the client. Fields of the member's hop are left out, what the route
 * says is changed, and the session is told where it belongs. Stateless.
 */
final class PrepareResponse {

  /** {@code HTTP/1.1 200 }: bytraffic counts a member's status line and body, as Apache does. */
  private static final int STATUS_LINE_FIXED_BYTES = 13;

  private PrepareResponse() {}

  /** How long the status line was that the member sent. */
  static int statusLineBytes(Head upstreamResponse) {
    return STATUS_LINE_FIXED_BYTES + upstreamResponse.line().reasonLength();
  }

  /** Prepares it, and says whether the body is to be compressed. */
  static boolean prepare(Exchange exchange, Head upstreamResponse) {
    InboundResponse inboundResponse = exchange.inbound;
    Fields inbound = inboundResponse.responseFields();
    int status = upstreamResponse.line().status();
    setStatus(inboundResponse, upstreamResponse.line());
    HeadFields upstream = HeadFields.over(upstreamResponse);
    copy(upstream, inbound);
    if (status == 204) {
      inbound.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    List<String> vias = Values.of(upstream, HttpHeaderNames.VIA);
    inbound.set(HttpHeaderNames.VIA, exchange.via().afterHttp11(vias));
    RewriteResponse.rewrite(exchange, inbound);
    Optional<String> cookie = IssueRoute.cookie(exchange, upstream);
    if (cookie.isPresent()) {
      inbound.add(HttpHeaderNames.SET_COOKIE, cookie.get());
    }
    RequestEnvironment.addTo(exchange, inbound);
    boolean compresses = CompressResponse.prepare(exchange, status);
    frame(exchange, status);
    return compresses;
  }

  /** The fields of a 101. */
  static Fields prepareSwitch(Exchange exchange, Head upstreamResponse) {
    HeadFields upstream = HeadFields.over(upstreamResponse);
    HeadFields fields = HeadFields.over(new Head());
    EndToEnd.copyLines(upstream, fields::add);
    fields.remove(HttpHeaderNames.CONTENT_LENGTH); // RFC 9110 §8.6: none in a 1xx
    fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    fields.set(HttpHeaderNames.UPGRADE, Upgrade.WEBSOCKET);
    IssueRoute.cookie(exchange, upstream)
        .ifPresent(cookie -> fields.add(HttpHeaderNames.SET_COOKIE, cookie));
    RequestEnvironment.addTo(exchange, fields);
    return fields;
  }

  /**
   * The member's own phrase goes with it, if it is one: no client may act on it, but a person may
   * read it. Not that of a 304, which Vert.x with another phrase takes for an answer with a body.
   */
  private static void setStatus(InboundResponse inboundResponse, StartLine line) {
    inboundResponse.status(line.status());
    if (line.status() != 304 && !line.isReason(inboundResponse.phrase())) {
      String phrase = line.reason();
      if (isPhrase(phrase)) {
        inboundResponse.phrase(phrase);
      }
    }
  }

  /** Visible ASCII and spaces; RFC 9112 §4 has room for more, which is nothing but trouble. */
  private static boolean isPhrase(String phrase) {
    return phrase.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  /** Two copies of memory where the client's head is bytes as well, and none is in it yet. */
  private static void copy(HeadFields upstream, Fields inbound) {
    if (inbound instanceof HeadFields to && to.head().fields() == 0) {
      to.head().copy(upstream.head());
      EndToEnd.leaveIn(to);
    } else if (inbound instanceof FieldList to) {
      EndToEnd.addLines(upstream, to);
    } else {
      EndToEnd.copyLines(upstream, inbound::add);
    }
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
    if (inbound instanceof HeadFields) {
      return; // the reader of heads has left the zeros out
    }
    String length = inbound.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null && length.length() > 1 && length.charAt(0) == '0') {
      inbound.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(Long.parseLong(length)));
    }
  }
}
