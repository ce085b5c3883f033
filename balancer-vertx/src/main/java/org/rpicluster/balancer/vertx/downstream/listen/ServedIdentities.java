package org.rpicluster.balancer.vertx.downstream.listen;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.tls.IdentityTable;
import org.rpicluster.balancer.vertx.tls.RequestedServerName;

/**
 * The certificates of a listener: each client is shown the one for the name that it asks for. One
 * context for all names, in which they can be replaced while connections are made: nothing is kept
 * per name that a client may think of (CVE-2026-6860). Any thread; one volatile read for a
 * handshake. RFC 6066 §3.
 */
public final class ServedIdentities extends X509ExtendedKeyManager {

  private volatile IdentityTable table;

  /** Those before the last replacement, for a handshake that has chosen but not yet signed. */
  private volatile IdentityTable before;

  /** Shows these, until others are shown. */
  public ServedIdentities(IdentityTable table) {
    this.table = table;
    before = table;
  }

  /** From now on these are shown to new connections. */
  public void replace(IdentityTable next) {
    before = table;
    table = next;
  }

  /** What is shown now. */
  public IdentityTable table() {
    return table;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return table.aliasFor(nameAskedOf(engine), keyType).orElse(null);
  }

  /** As long as the JVM must not read it: {@link #asked}. */
  private static String nameAskedOf(SSLEngine engine) {
    List<SNIServerName> noted = engine.getSSLParameters().getServerNames();
    for (SNIServerName name : noted == null ? List.<SNIServerName>of() : noted) {
      if (name instanceof RequestedServerName) {
        return new String(name.getEncoded(), StandardCharsets.US_ASCII);
      }
    }
    return nameIn(engine.getHandshakeSession());
  }

  /**
   * The client of a handshake asks for this name. A session is resumed only under the certificates
   * under which it was made: the JVM compares the rule for names in it, which on a server means
   * nothing else.
   */
  public void asked(SSLEngine engine, String name) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new RequestedServerName(name)));
    parameters.setEndpointIdentificationAlgorithm(table.groupOf(name));
    engine.setSSLParameters(parameters);
  }

  /** The name that a client has asked for; empty if it has not. */
  public static String nameIn(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return "";
  }

  private Optional<Identity> identity(String alias) {
    return table.identity(alias).or(() -> before.identity(alias));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identity(alias).map(it -> it.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identity(alias).map(Identity::key).orElse(null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return table.aliasFor("", keyType).orElse(null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return table.aliasFor("", keyType).stream().toArray(String[]::new);
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
