package org.rpicluster.balancer.vertx.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A certificate and its private key. Immutable.
 *
 * @param chain the certificate itself, and after it those that lead to a known authority
 * @param key the private key of the first
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

  /** A dNSName among the alternative names; RFC 5280 §4.2.1.6. */
  private static final Integer DNS_NAME = 2;

  /** Copies the list. */
  public Identity {
    chain = List.copyOf(chain);
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /**
   * The host names that it is for, in lower case, with wildcards as they stand. Only those among
   * the alternative names: no client looks at the subject any more (RFC 9525 §2).
   */
  public List<String> names() {
    return namesOf(certificate());
  }

  /** The same of any certificate. */
  public static List<String> namesOf(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (DNS_NAME.equals(name.get(0))) {
          names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException e) {
      return List.of(); // it can still be the default
    }
    return names;
  }

  /** The names that it is for; never anything of the key. */
  @Override
  public String toString() {
    return certificate().getSubjectX500Principal().getName();
  }
}
