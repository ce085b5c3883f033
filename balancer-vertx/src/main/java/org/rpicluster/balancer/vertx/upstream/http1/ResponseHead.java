package org.rpicluster.balancer.vertx.upstream.http1;

import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldValue;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.http.codec.MessageFault;

/**
 * Judges the head of a member's answer: what it says of its connection, and whether it may go any
 * further; the codec has seen to the grammar and the framing. Makes no text of a usual head.
 * Stateless. RFC 9112 §9.3, RFC 9110 §15.2.2.
 */
final class ResponseHead {

  /** Of what is no answer so much is shown. */
  private static final int BEGIN_BYTES_MAX = 100;

  private static final String TIMEOUT = "timeout=";

  /** Nine digits are thirty years. */
  private static final int TIMEOUT_DIGITS_MAX = 9;

  private ResponseHead() {}

  /** What is wrong with an answer, in words for the log; where it is no answer, how it began. */
  static String words(MessageFault fault, Head upstreamResponse) {
    return switch (fault) {
      case LINE_START, STATUS_LINE, STATUS, VERSION ->
          "not HTTP (" + fault.words() + ": " + begin(upstreamResponse) + ")";
      default -> fault.words();
    };
  }

  private static String begin(Head upstreamResponse) {
    return upstreamResponse.firstBytes(BEGIN_BYTES_MAX).replaceAll("\\p{Cntrl}+", " ");
  }

  /**
   * What is wrong with a 101 that was asked for, or nothing. WebSocket is the only protocol that is
   * ever asked for. RFC 9110 §7.8.
   */
  static String switchFault(Head upstreamResponse) {
    int field = upstreamResponse.first(FieldName.UPGRADE);
    boolean asked =
        upstreamResponse.count(FieldName.UPGRADE) == 1
            && upstreamResponse.valueIs(field, FieldValue.WEBSOCKET);
    return asked ? "" : "101 to another protocol";
  }

  /** Whether the member keeps the connection. */
  static boolean isKeptAlive(Head upstreamResponse) {
    boolean unlessSaid = upstreamResponse.line().minorVersion() > 0;
    return !upstreamResponse.lists(FieldName.CONNECTION, FieldValue.CLOSE)
        && (unlessSaid || upstreamResponse.lists(FieldName.CONNECTION, FieldValue.KEEP_ALIVE));
  }

  /**
   * How long the connection may be kept: a second less than the member says it keeps it, so that
   * ours is closed first; half the time if it says a second. {@link Long#MAX_VALUE} if it says
   * nothing.
   */
  static long keepAliveNanos(Head upstreamResponse) {
    int field = upstreamResponse.first(FieldName.KEEP_ALIVE);
    long seconds = field == Head.NONE ? -1 : timeout(upstreamResponse.value(field));
    if (seconds < 0) {
      return Long.MAX_VALUE;
    }
    return TimeUnit.MILLISECONDS.toNanos(seconds > 1 ? (seconds - 1) * 1000 : 500 * seconds);
  }

  /** The number behind the first {@code timeout=} that has one; -1 if none has. */
  private static long timeout(String field) {
    for (int at = field.indexOf(TIMEOUT); at >= 0; at = field.indexOf(TIMEOUT, at + 1)) {
      int from = at + TIMEOUT.length();
      int end = from;
      while (end < field.length() && field.charAt(end) >= '0' && field.charAt(end) <= '9') {
        end++;
      }
      if (end > from && end - from <= TIMEOUT_DIGITS_MAX) {
        return Long.parseLong(field, from, end, 10);
      }
    }
    return -1;
  }
}
