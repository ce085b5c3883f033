package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
import org.rpicluster.balancer.vertx.tls.Identity;
import org.rpicluster.balancer.vertx.tls.IdentityTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS on one listener, by the JVM or by BoringSSL. Its certificates can be replaced while it is
 * open: connections that stand keep theirs. Reading them blocks for the disk; any thread, one at a
 * time.
 *
 * <p>TLS 1.2 and 1.3 (RFC 8996), and only suites with forward secrecy and authenticated encryption
 * (RFC 9325 §4.2, RFC 9113 §9.2.2).
 */
public final class ListenerTls {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

  static final Set<String> VERSIONS = new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2"));

  /** Registered with the others; Netty has no name for it. */
  private static final String HTTP_1_0 = "http/1.0";

  static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** What may be spoken behind TLS, where HTTP/2 is. */
  static final List<String> PROTOCOLS =
      List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1, HTTP_1_0);

  private final ListenAddress address;
  private final ServedIdentities served;

  /** Of the listener as it is now; null where the JVM encrypts. */
  private @Nullable NativeTls byBoringSsl;

  private TlsSettings settings;
  private FileStamps read;
  private FileStamps seen;

  /**
   * Reads the certificates.
   *
   * @throws IllegalArgumentException if one cannot be used
   */
  public ListenerTls(ListenAddress address, TlsSettings settings) {
    this.address = address;
    this.settings = settings;
    read = FileStamps.of(settings.files());
    seen = read;
    served = new ServedIdentities(settings.read());
    announce();
  }

  /**
   * One context for all connections of a listener. Who names none of its protocols is told so, and
   * not served (RFC 7301 §3.2).
   *
   * @param http2 whether HTTP/2 is offered
   */
  SslContext context(boolean http2) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(served)
            .sslProvider(SslProvider.JDK)
            .protocols(VERSIONS)
            .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE);
    if (http2) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.FATAL_ALERT,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              PROTOCOLS));
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The same by BoringSSL, in the place of the one before.
   *
   * @throws IllegalArgumentException if it is not there, or cannot do with a certificate
   */
  synchronized NativeTls byBoringSsl(boolean http2) {
    NativeTls made = new NativeTls(this, http2, Ticker.system());
    byBoringSsl = made;
    return made;
  }

  /** Where it listens, as it is configured. */
  public ListenAddress address() {
    return address;
  }

  /** What is shown to clients. */
  public ServedIdentities served() {
    return served;
  }

  /** Reads the certificates again, from these files; those before stay if one cannot be used. */
  public synchronized void change(TlsSettings next) {
    FileStamps stamps = FileStamps.of(next.files());
    try {
      IdentityTable table = next.read();
      if (byBoringSsl != null) {
        byBoringSsl.replace(table); // first: it may not take what the JVM does
      }
      served.replace(table);
      settings = next;
      announce();
    } catch (IllegalArgumentException e) {
      LOG.error("{}: {}; the certificates stay as they were", address, e.getMessage());
    }
    read = stamps;
    seen = stamps;
  }

  /**
   * Reads the certificates again if their files have changed since, and not since the last look: a
   * certificate and its key are two files, and are not written in one moment.
   */
  synchronized void look() {
    FileStamps now = FileStamps.of(settings.files());
    if (!now.equals(read) && now.equals(seen)) {
      change(settings);
    }
    seen = now;
    if (byBoringSsl != null) {
      byBoringSsl.look();
    }
  }

  private void announce() {
    for (Identity identity : served.table().identities()) {
      X509Certificate certificate = identity.certificate();
      LOG.info(
          "{}: certificate of {} for {}, until {}",
          address,
          identity,
          identity.names(),
          certificate.getNotAfter().toInstant());
      try {
        certificate.checkValidity();
      } catch (CertificateException e) {
        LOG.warn("{}: certificate of {} is not valid today", address, identity);
      }
    }
  }
}
