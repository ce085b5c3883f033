package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * The certificates for one name, as BoringSSL asks for them: by the type of key that its client can
 * do with, and by no name. Each is made ready for it once. Immutable; any thread.
 */
final class NativeKeys extends X509ExtendedKeyManager {

  private final List<Identity> identities;

  private NativeKeys(List<Identity> identities) {
    this.identities = List.copyOf(identities);
  }

  /** What a context is built with. */
  static KeyManagerFactory of(List<Identity> identities) {
    return new OpenSslCachingX509KeyManagerFactory(new Factory(new NativeKeys(identities)));
  }

  private static final class Factory extends SimpleKeyManagerFactory {

    private final KeyManager keys;

    Factory(KeyManager keys) {
      this.keys = keys;
    }

    @Override
    protected void engineInit(KeyStore none, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters none) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {keys};
    }
  }

  /** The number of the first that has such a key. */
  private @Nullable String aliasFor(String keyType) {
    return IntStream.range(0, identities.size())
        .filter(i -> identities.get(i).key().getAlgorithm().equals(keyType))
        .mapToObj(Integer::toString)
        .findFirst()
        .orElse(null);
  }

  private Identity identity(String alias) {
    return identities.get(Integer.parseInt(alias));
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return aliasFor(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return aliasFor(keyType);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity(alias).key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = aliasFor(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // it is no client
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null; // it is no client
  }
}
