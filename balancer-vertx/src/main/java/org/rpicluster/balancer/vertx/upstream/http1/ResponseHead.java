package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.vertx.connect.FailureReason;

/**
 * What the head of a member's answer must be before it goes any further; Netty's decoder has seen
 * to the grammar. Stateless. RFC 9112 §6, RFC 9110 §15.
 */
final class ResponseHead {

  /** Nine digits are thirty years. */
  private static final Pattern KEEP_ALIVE_TIMEOUT = Pattern.compile("timeout=(\\d{1,9})(?!\\d)");

  private ResponseHead() {}

  /**
   * What is wrong with it, or nothing.
   *
   * @param upgradeAsked whether the request asked for another protocol
   */
  static String faultOf(HttpResponse upstreamResponse, boolean upgradeAsked) {
    if (upstreamResponse.decoderResult().isFailure()) {
      return FailureReason.ofUnreadable(upstreamResponse.decoderResult().cause());
    }
    if (upstreamResponse.protocolVersion().majorVersion() != 1) {
      return "version " + upstreamResponse.protocolVersion();
    }
    int status = upstreamResponse.status().code();
    if (status < 100 || status > 999) {
      return "status " + status;
    }
    if (!isText(upstreamResponse.status().reasonPhrase())) {
      return "a control character in the status line";
    }
    if (status == 101) {
      return switchFault(upstreamResponse, upgradeAsked);
    }
    return transferCodingFault(upstreamResponse);
  }

  /** The decoder looks at the characters of fields only. RFC 9112 §4. */
  private static boolean isText(String reason) {
    for (int i = 0; i < reason.length(); i++) {
      char c = reason.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** WebSocket is the only protocol that is ever asked for. RFC 9110 §7.8. */
  private static String switchFault(HttpResponse upstreamResponse, boolean upgradeAsked) {
    if (!upgradeAsked) {
      return "101 that no request asked for";
    }
    List<String> protocols = upstreamResponse.headers().getAll(HttpHeaderNames.UPGRADE);
    boolean asked = protocols.size() == 1 && protocols.get(0).trim().equalsIgnoreCase("websocket");
    return asked ? "" : "101 to " + protocols;
  }

  private static String transferCodingFault(HttpResponse upstreamResponse) {
    HttpHeaders fields = upstreamResponse.headers();
    if (!fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return "";
    }
    List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean known = codings.size() == 1 && codings.get(0).trim().equalsIgnoreCase("chunked");
    boolean may = upstreamResponse.protocolVersion().equals(HttpVersion.HTTP_1_1);
    return known && may ? "" : "transfer coding " + codings;
  }

  /**
   * How long the connection may be kept: a second less than the member says it keeps it, so that
   * ours is closed first; half the time if it says a second. {@link Long#MAX_VALUE} if it says
   * nothing.
   */
  static long keepAliveNanos(HttpResponse upstreamResponse) {
    String field = upstreamResponse.headers().get("keep-alive");
    if (field == null) {
      return Long.MAX_VALUE;
    }
    Matcher timeout = KEEP_ALIVE_TIMEOUT.matcher(field);
    if (!timeout.find()) {
      return Long.MAX_VALUE;
    }
    long seconds = Long.parseLong(timeout.group(1));
    return TimeUnit.MILLISECONDS.toNanos(seconds > 1 ? (seconds - 1) * 1000 : 500 * seconds);
  }
}
