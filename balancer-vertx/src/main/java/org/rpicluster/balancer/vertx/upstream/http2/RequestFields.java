package org.rpicluster.balancer.vertx.upstream.http2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.rpicluster.balancer.vertx.http.codec.FieldName;
import org.rpicluster.balancer.vertx.http.codec.FieldSet;
import org.rpicluster.balancer.vertx.http.codec.FieldValue;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The head of a request as HTTP/2 writes it: what HTTP/1.1 has in its first line and in {@code
 * Host} becomes pseudo-fields, names become lower case, and what belongs to an HTTP/1.1 connection
 * is left out; but not {@code te: trailers}, which gRPC insists on. Stateless; any thread. RFC 9113
 * §8.2, §8.3.1.
 */
final class RequestFields {

  /** {@code :method}, {@code :scheme}, {@code :authority} and {@code :path}. */
  private static final int PSEUDO_FIELDS = 4;

  private static final FieldSet OF_CONNECTION =
      FieldSet.of(
          FieldName.HOST,
          FieldName.UPGRADE,
          FieldName.CONNECTION,
          FieldName.KEEP_ALIVE,
          FieldName.PROXY_CONNECTION,
          FieldName.TRANSFER_ENCODING);

  private RequestFields() {}

  /**
   * The head; not validated again, as the line sends on only what its own parser let through.
   *
   * @param secure whether it goes over TLS
   */
  static Http2Headers of(Head upstreamRequest, boolean secure) {
    Http2Headers head = new DefaultHttp2Headers(false, upstreamRequest.size() + PSEUDO_FIELDS);
    head.method(upstreamRequest.line().methodText());
    head.scheme(secure ? "https" : "http");
    int host = upstreamRequest.first(FieldName.HOST);
    if (host != Head.NONE) {
      head.authority(upstreamRequest.value(host));
    }
    head.path(upstreamRequest.line().target());
    copy(upstreamRequest, head);
    return head;
  }

  /** Trailers, the same way. */
  static Http2Headers ofTrailers(Head trailers) {
    Http2Headers fields = new DefaultHttp2Headers(false, trailers.size());
    copy(trailers, fields);
    return fields;
  }

  private static void copy(Head from, Http2Headers to) {
    for (int field = 0; field < from.fields(); field++) {
      if (from.isThere(field) && goesOn(from, field)) {
        to.add(from.lowerName(field), from.value(field));
      }
    }
  }

  private static boolean goesOn(Head head, int field) {
    return head.isNamed(field, FieldName.TE)
        ? head.valueIs(field, FieldValue.TRAILERS)
        : !head.isAmong(field, OF_CONNECTION);
  }
}
