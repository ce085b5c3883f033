package org.rpicluster.balancer.vertx.connect;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.tls.RequestedServerName;

/**
 * TLS to the members of one cluster, in one protocol. One context for all of them, whose sessions
 * are resumed by host and port. Making one reads the system's certificates, some tens of
 * milliseconds; any thread.
 *
 * <p>The JVM's own TLS: connections are kept, so handshakes are rare, and a native library would
 * have to come along for each kind of processor. TLS 1.2 and 1.3 only, RFC 8996. The name in the
 * certificate is checked because it is asked for here: a default was wrong once (CVE-2026-50010).
 */
final class Encryption {

  /** The rules of RFC 9110 §4.3.4 for the name in a certificate, as the JVM calls them. */
  private static final String NAME_RULES = "HTTPS";

  private final MemberTls tls;
  private final SslContext context;

  private Encryption(MemberTls tls, SslContext context) {
    this.tls = tls;
    this.context = context;
  }

  /**
   * TLS as the settings say.
   *
   * @param http2 whether HTTP/2 is asked for, or HTTP/1.1
   * @throws IllegalArgumentException if the JVM cannot do with the certificates
   */
  static Encryption of(MemberTls tls, boolean http2) {
    String protocol = http2 ? ApplicationProtocolNames.HTTP_2 : ApplicationProtocolNames.HTTP_1_1;
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .applicationProtocolConfig(asking(protocol));
    if (!tls.verify()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    }
    tls.identity().ifPresent(own -> builder.keyManager(own.key(), own.chain()));
    try {
      if (tls.verify()) {
        builder.trustManager(HostNameTrust.trusting(tls.authorities()));
      }
      return new Encryption(tls, builder.build());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("tls: " + FailureReason.of(e), e);
    }
  }

  private static ApplicationProtocolConfig asking(String protocol) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocol);
  }

  /** What encrypts one connection to a member. */
  SslHandler handler(Member member) {
    SslHandler handler = new SslHandler(engine(member));
    handler.setHandshakeTimeoutMillis(0); // the opening as a whole has its time
    return handler;
  }

  /** The same for a client that makes its own handlers. */
  SslContext contextFor(Member member) {
    return new MemberContext(this, context, member);
  }

  SSLEngine engine(Member member) {
    String name = tls.serverName().isEmpty() ? member.host() : tls.serverName();
    SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT, bare(name), member.port());
    SSLParameters parameters = engine.getSSLParameters();
    // Said, not left to a default: without it any certificate of a known authority would do.
    // Empty for none: null would leave Netty's.
    boolean jvmCompares = tls.verify() && (isAddress(name) || !HostNameTrust.isOdd(bare(name)));
    parameters.setEndpointIdentificationAlgorithm(jvmCompares ? NAME_RULES : "");
    // The JVM leaves out names without a dot, such as those of a small network.
    parameters.setServerNames(asked(name));
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** RFC 6066 §3: a name, without a dot at its end; never an address. */
  private static List<SNIServerName> asked(String name) {
    return isAddress(name) ? List.of() : List.of(new RequestedServerName(bare(name)));
  }

  private static boolean isAddress(String name) {
    return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
  }

  private static String bare(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
