package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * The head of a request as HTTP/2 writes it: what HTTP/1.1 has in its first line and in {@code
 * Host} becomes pseudo-fields, names become lower case, and what belongs to an HTTP/1.1 connection
 * is left out; but not {@code te: trailers}, which gRPC insists on. Stateless; any thread. RFC 9113
 * §8.2, §8.3.1.
 */
final class RequestFields {

  /** {@code :method}, {@code :scheme}, {@code :authority} and {@code :path}. */
  private static final int PSEUDO_FIELDS = 4;

  private RequestFields() {}

  /**
   * The head; not validated again, as the line sends on only what its own parser let through.
   *
   * @param secure whether it goes over TLS
   */
  static Http2Headers of(HttpRequest upstreamRequest, boolean secure) {
    HttpHeaders fields = upstreamRequest.headers();
    Http2Headers head = new DefaultHttp2Headers(false, fields.size() + PSEUDO_FIELDS);
    head.method(upstreamRequest.method().asciiName());
    head.scheme(secure ? "https" : "http");
    CharSequence host = fields.get(HttpHeaderNames.HOST);
    if (host != null) {
      head.authority(host);
    }
    head.path(upstreamRequest.uri());
    copy(fields, head);
    return head;
  }

  /** Trailers, the same way. */
  static Http2Headers ofTrailers(HttpHeaders trailers) {
    Http2Headers fields = new DefaultHttp2Headers(false, trailers.size());
    copy(trailers, fields);
    return fields;
  }

  private static void copy(HttpHeaders from, Http2Headers to) {
    Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
      if (goesOn(name, field.getValue())) {
        to.add(name, field.getValue());
      }
    }
  }

  private static boolean goesOn(AsciiString name, CharSequence value) {
    return switch (name.length()) {
      case 2 ->
          !name.contentEquals("te") || HttpHeaderValues.TRAILERS.contentEqualsIgnoreCase(value);
      case 4 -> !name.contentEquals("host");
      case 7 -> !name.contentEquals("upgrade");
      case 10 -> !name.contentEquals("connection") && !name.contentEquals("keep-alive");
      case 16 -> !name.contentEquals("proxy-connection");
      case 17 -> !name.contentEquals("transfer-encoding");
      default -> true;
    };
  }
}
