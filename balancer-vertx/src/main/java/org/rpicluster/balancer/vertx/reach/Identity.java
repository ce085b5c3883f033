package org.rpicluster.balancer.vertx.reach;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its private key. Immutable.
 *
 * @param chain the certificate itself, and after it those that lead to a known authority
 * @param key the private key of the first
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

  /** Copies the list. */
  public Identity {
    chain = List.copyOf(chain);
  }

  /** Whom it is for; never anything of the key. */
  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal().getName();
  }
}
