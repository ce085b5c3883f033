package org.rpicluster.balancer.vertx.downstream.http2;

import org.rpicluster.balancer.vertx.http.FieldList;

/**
 * The head of one stream's request, after it was found to be well formed. Immutable but for its
 * fields.
 *
 * @param method a word
 * @param scheme empty for a CONNECT
 * @param authority that of the pseudo-field, or of {@code host}; empty if there is neither
 * @param path empty for a CONNECT, and for nothing else
 * @param protocol of an extended CONNECT; empty for anything else
 * @param fields without pseudo-fields, and with its cookies in one line
 * @param bytes what its body has by its Content-Length; less than 0 if it has none
 */
record RequestHead(
    String method,
    String scheme,
    String authority,
    String path,
    String protocol,
    FieldList fields,
    long bytes) {

  /** Of a body whose length is not said. */
  static final long UNKNOWN = -1;
}
