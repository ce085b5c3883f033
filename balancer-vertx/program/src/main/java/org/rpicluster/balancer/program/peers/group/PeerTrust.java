package org.rpicluster.balancer.program.peers.group;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate, which all peers share, whatever it says of names and times. That the
 * other side has its key as well, TLS finds out. Immutable; any thread.
 */
final class PeerTrust extends X509ExtendedTrustManager {

  private final X509Certificate shared;
  private final Consumer<String> refused;

  PeerTrust(X509Certificate shared, Consumer<String> refused) {
    this.shared = shared;
    this.refused = refused;
  }

  private void check(X509Certificate... chain) throws CertificateException {
    if (chain.length != 1 || !chain[0].equals(shared)) {
      refused.accept("one that has another secret was refused");
      throw new CertificateException("it has another secret");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[] {shared};
  }
}
