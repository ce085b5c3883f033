package org.rpicluster.balancer.program.peers.group;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the one key that all peers share. In memory only: a key store would encrypt it with ten
 * thousand rounds of a hash. Immutable; any thread.
 */
final class PeerKey extends X509ExtendedKeyManager {

  private static final String ALIAS = "peer";
  private static final String[] ALIASES = {ALIAS};

  private final PrivateKey key;
  private final X509Certificate certificate;

  PeerKey(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  private boolean isOf(String... types) {
    for (String type : types) {
      if (type.equals(key.getAlgorithm()) || type.equals("Ed25519")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
    return isOf(type) ? ALIASES : new String[0];
  }

  @Override
  public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
    return getClientAliases(type, issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return isOf(types) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return isOf(type) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseClientAlias(types, issuers, null);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chooseServerAlias(type, issuers, null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificate};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }
}
