package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The head of an answer in the words of HTTP/1.1, and what it must be before it goes any further:
 * it may be written to an HTTP/1.1 client. Netty's decoder has refused names that are no lower-case
 * token, values with a control character, connection-specific fields, two lengths, and
 * pseudo-fields in the wrong place. One for each connection, on its event loop only. RFC 9113
 * §8.2.1, §8.3.2.
 */
final class ResponseFields {

  private static final int NONE = -1;

  private final Head head = new Head();

  /** For one connection. */
  ResponseFields() {}

  /** The status, of three digits and from 100 to 999; less than 0 if it is none. */
  static int statusOf(Http2Headers fields) {
    CharSequence text = fields.status();
    if (text == null || text.length() != 3) {
      return NONE;
    }
    int status = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      status = 10 * status + digit;
    }
    return status >= 100 ? status : NONE;
  }

  /** The head for the line, until the next is asked for. */
  Head headOf(int status, Http2Headers fields) {
    copy(fields);
    head.line().answer(status, HttpResponseStatus.valueOf(status).reasonPhrase());
    return head;
  }

  /**
   * Trailers for the line: without what would frame a message. RFC 9110 §6.5.1.
   *
   * @return null if there are none
   */
  @Nullable Head trailersOf(Http2Headers fields) {
    copy(fields);
    head.remove(FieldName.CONTENT_LENGTH);
    head.remove(FieldName.TRAILER);
    return head.size() == 0 ? null : head;
  }

  private void copy(Http2Headers fields) {
    head.reset();
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
        head.add(field.getKey(), field.getValue());
      }
    }
  }
}
