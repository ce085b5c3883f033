package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;

/**
 * The head of an answer in the words of HTTP/1.1, and what it must be before it goes any further:
 * it may be written to an HTTP/1.1 client. Netty's decoder has refused names that are no lower-case
 * token, values with a control character, connection-specific fields, two lengths, and
 * pseudo-fields in the wrong place. Stateless; any thread. RFC 9113 §8.2.1, §8.3.2.
 */
final class ResponseFields {

  private static final int NONE = -1;

  private ResponseFields() {}

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

  /** The head for the line. */
  static HttpResponse headOf(int status, Http2Headers fields) {
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), copyOf(fields));
  }

  /** Trailers for the line: without what would frame a message. RFC 9110 §6.5.1. */
  static HttpHeaders trailersOf(Http2Headers fields) {
    HttpHeaders trailers = copyOf(fields);
    trailers.remove(HttpHeaderNames.CONTENT_LENGTH);
    trailers.remove(HttpHeaderNames.TRAILER);
    return trailers;
  }

  private static HttpHeaders copyOf(Http2Headers fields) {
    HttpHeaders copy =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (Map.Entry<CharSequence, CharSequence> field : fields) {
      if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
        copy.add(field.getKey(), field.getValue());
      }
    }
    return copy;
  }
}
