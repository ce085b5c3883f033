package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import org.rpicluster.balancer.vertx.http.codec.RequestMethod;
import org.rpicluster.balancer.vertx.upstream.ExchangeProgress;

/**
 * The progress of the exchange on a stream, and whether what comes next may come. On its event loop
 * only. RFC 9113 §8.1.
 */
final class StreamProgress extends ExchangeProgress {

  private static final long UNKNOWN = -1;

  private boolean headAsked;
  private boolean bodyless;
  private long bytesAnnounced = UNKNOWN;
  private long bytesReceived;

  /** The head of the request is sent. */
  void requestBegun(RequestMethod method) {
    headAsked = method == RequestMethod.HEAD;
  }

  /** The head of the final answer has come; Netty has seen to it that there is one length. */
  void headReceived(int status, Http2Headers fields) {
    headReceived();
    bodyless = headAsked || status == 204 || status == 304;
    bytesAnnounced = fields.getLong(HttpHeaderNames.CONTENT_LENGTH, UNKNOWN);
  }

  /**
   * What is wrong with a piece of the body, or nothing. Of an answer without a body even its length
   * says nothing, and a byte of it would be the next answer's to an HTTP/1.1 client.
   */
  String faultOfBody(int bytes) {
    bytesReceived += bytes;
    if (!isHeadReceived()) {
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
    if (!isHeadReceived()) {
      return "an end before any final answer";
    }
    boolean tooShort = !bodyless && bytesAnnounced != UNKNOWN && bytesReceived < bytesAnnounced;
    return tooShort ? "a body shorter than its content-length" : "";
  }
}
