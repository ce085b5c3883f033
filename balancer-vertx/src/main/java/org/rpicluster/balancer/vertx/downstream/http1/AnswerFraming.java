package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;

/**
 * The framing of an answer: how the end of its body is told, and whether its connection goes on,
 * decided when its head is sent, and written into it. On the connection's event loop only. RFC 9112
 * §6.3, §9.3.
 */
final class AnswerFraming {

  /** How long the body is only its end will tell. */
  static final long UNKNOWN = -1;

  private final Http1Answer answer;
  private long length = UNKNOWN;
  private boolean chunked;
  private boolean untilClose;

  AnswerFraming(Http1Answer answer) {
    this.answer = answer;
  }

  /** For another answer. */
  void reset() {
    length = UNKNOWN;
    chunked = false;
    untilClose = false;
  }

  /**
   * Decides.
   *
   * @param bodyBytes all that there is of it, if the answer ends with its head
   */
  void decide(long bodyBytes) {
    Fields fields = answer.responseFields();
    fields.remove(HttpHeaderNames.TRANSFER_ENCODING);
    if (answer.status() == 204) {
      fields.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    if (!isBodiless()) {
      frame(bodyBytes, fields);
    }
    persist(fields);
  }

  private void frame(long bodyBytes, Fields fields) {
    long known = fields.number(HttpHeaderNames.CONTENT_LENGTH);
    if (known >= 0) {
      length = known;
    } else if (bodyBytes >= 0 && answer.answer().trailers() == null) {
      length = bodyBytes;
      fields.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(bodyBytes));
    } else if (answer.protocol() == Protocol.HTTP_1_0) {
      untilClose = true;
    } else {
      chunked = true;
      fields.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
  }

  private void persist(Fields fields) {
    boolean http10 = answer.protocol() == Protocol.HTTP_1_0;
    if (answer.closeAnnounced || !http10 && !answer.isKeptAlive()) {
      fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (http10 && answer.isKeptAlive() && !untilClose) {
      fields.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  /** Whether there is no body, whatever the fields say. */
  boolean isBodiless() {
    int status = answer.status();
    return answer.isHead() || status == 204 || status == 304;
  }

  boolean isChunked() {
    return chunked;
  }

  boolean isUntilClose() {
    return untilClose;
  }

  /** Whether so many bytes are as many as were announced. */
  boolean isWhole(long bytes) {
    return isBodiless() || length == UNKNOWN || length == bytes;
  }
}
