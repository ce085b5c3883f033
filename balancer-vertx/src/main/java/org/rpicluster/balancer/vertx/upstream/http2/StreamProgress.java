package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;

/**
 * How far the exchange on a stream has come: whether what comes next may come, and what its failure
 * would mean. No allocation but its own. On its event loop only. RFC 9113 §8.1.
 */
final class StreamProgress {

  /** More interim answers than any server has a use for; an endless row is an attack. */
  private static final int INTERIM_MAX = 16;

  private static final long UNKNOWN = -1;

  private boolean headAsked;
  private boolean requestSent;
  private boolean anythingReceived;
  private boolean headReceived;
  private boolean bodyless;
  private int interims;
  private long bytesAnnounced = UNKNOWN;
  private long bytesReceived;

  /** The head of the request is sent. */
  void requestBegun(HttpMethod method) {
    headAsked = method.equals(HttpMethod.HEAD);
  }

  /** The request is sent whole. */
  void requestSent() {
    requestSent = true;
  }

  boolean isRequestSent() {
    return requestSent;
  }

  boolean isHeadReceived() {
    return headReceived;
  }

  /** The member has sent something on this stream. */
  void received() {
    anythingReceived = true;
  }

  /** An interim answer has come; whether it is one too many. */
  boolean isInterimTooMany() {
    return ++interims > INTERIM_MAX;
  }

  /** The head of the final answer has come; Netty has seen to it that there is one length. */
  void headReceived(int status, Http2Headers fields) {
    headReceived = true;
    bodyless = headAsked || status == 204 || status == 304;
    bytesAnnounced = fields.getLong(HttpHeaderNames.CONTENT_LENGTH, UNKNOWN);
  }

  /**
   * What is wrong with a piece of the body, or nothing. Of an answer without a body even its length
   * says nothing, and a byte of it would be the next answer's to an HTTP/1.1 client.
   */
  String faultOfBody(int bytes) {
    bytesReceived += bytes;
    if (!headReceived) {
      return "a body before its head";
    }
    if (bodyless && bytes > 0) {
      return "a body where none may be";
    }
    boolean tooLong = bytesAnnounced != UNKNOWN && bytesReceived > bytesAnnounced;
    return tooLong ? "a body longer than its content-length" : "";
  }

  /** What is wrong with an answer that ends here, or nothing. */
  String faultOfEnd() {
    if (!headReceived) {
      return "an end before any final answer";
    }
    boolean tooShort = !bodyless && bytesAnnounced != UNKNOWN && bytesReceived < bytesAnnounced;
    return tooShort ? "a body shorter than its content-length" : "";
  }

  /**
   * What it means that the connection is lost now.
   *
   * @param usedBefore whether it has carried another exchange
   */
  Kind whenLost(boolean usedBefore) {
    return usedBefore && !anythingReceived ? Kind.STALE : Kind.RESET;
  }

  /** Whether a member that refuses the stream may be believed that it has done nothing. */
  boolean isUntouched() {
    return !anythingReceived;
  }

  /** What it means that nothing moves any more. */
  Kind whenSilent() {
    return headReceived || !requestSent ? Kind.IDLE_TIMED_OUT : Kind.FIRST_BYTE_TIMED_OUT;
  }
}
