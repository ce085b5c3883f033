package org.rpicluster.balancer.vertx.config;

import java.util.List;
import org.rpicluster.balancer.check.Check;

/**
 * TLS on a listener. Immutable.
 *
 * @param certificates one or more; a client gets the one for the name that it asks for, or else the
 *     first
 */
public record TlsSettings(List<CertificateFiles> certificates) {

  /** Checks that there is a certificate. */
  public TlsSettings {
    certificates = List.copyOf(certificates);
    Check.argument(!certificates.isEmpty(), "tls", "no certificates", "1 or more");
  }
}
