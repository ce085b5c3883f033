package org.rpicluster.balancer.vertx.connect;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * Trust as the JVM has it, and for names that are no host names to its rule, such as those with an
 * underscore, the same rule without that: a certificate must have the name, or a wildcard in the
 * place of its first label. A look at the certificate's names for each handshake; any thread. RFC
 * 9525 §6.3.
 */
final class HostNameTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager chains;

  private HostNameTrust(X509ExtendedTrustManager chains) {
    this.chains = chains;
  }

  /** Trust in these authorities, or in those that the JVM knows if there are none. */
  static HostNameTrust trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isEmpty() ? null : store(authorities));
    return new HostNameTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
  }

  private static KeyStore store(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), authorities.get(i));
    }
    return store;
  }

  /** Whether the JVM cannot compare a name. */
  static boolean isOdd(String name) {
    try {
      return new SNIHostName(name).getAsciiName().isEmpty();
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkServerTrusted(chain, type, engine);
    String rule = engine.getSSLParameters().getEndpointIdentificationAlgorithm();
    String name = engine.getPeerHost();
    if ((rule == null || rule.isEmpty()) && !isFor(chain[0], name.toLowerCase(Locale.ROOT))) {
      throw new CertificateException("No name matching " + name + " found");
    }
  }

  private static boolean isFor(X509Certificate certificate, String name) {
    List<String> names = Identity.namesOf(certificate);
    int dot = name.indexOf('.');
    return names.contains(name) || dot > 0 && names.contains("*" + name.substring(dot));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    chains.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
