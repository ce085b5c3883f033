package org.rpicluster.balancer.vertx.connect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TLS to the members of one cluster: one {@link Encryption} for each protocol that is spoken to
 * any, made when it is first needed. Any thread.
 */
final class Encryptions {

  private final MemberTls tls;
  private final Map<Boolean, Encryption> byProtocol = new ConcurrentHashMap<>();

  Encryptions(MemberTls tls) {
    this.tls = tls;
  }

  /** TLS for HTTP/2, or for HTTP/1.1. */
  Encryption of(boolean http2) {
    return byProtocol.computeIfAbsent(http2, made -> Encryption.of(tls, made));
  }
}
