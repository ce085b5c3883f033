package org.rpicluster.balancer.vertx.probe;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.netty.util.NetUtil;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.reach.MemberTls;
import org.rpicluster.balancer.vertx.reach.Reason;
import org.rpicluster.balancer.vertx.tls.Identity;

/**
 * Makes a client of Vert.x for one probe, which is closed with it: so no connection is kept, in
 * HTTP/2 neither, and one that is on its way can be broken off. Costs a fraction of a millisecond;
 * the system's certificates are read once. Any thread.
 */
final class ClientMaker {

  private static final char[] NO_PASSWORD = {};

  private final Vertx vertx;
  private final MemberTls tls;
  private final Supplier<HttpClientOptions> secured;

  ClientMaker(Vertx vertx, MemberTls tls) {
    this.vertx = vertx;
    this.tls = tls;
    secured = Suppliers.memoize(() -> secured(tls));
  }

  /** The name that a member is asked for in the handshake, and checked against. */
  String nameOf(Member member) {
    boolean other = member.scheme().isTls() && !tls.serverName().isEmpty();
    return other ? tls.serverName() : member.host();
  }

  /**
   * A client for one request to a member.
   *
   * @param stands is told when the connection stands
   */
  HttpClient make(Member member, Handler<HttpConnection> stands) {
    boolean http2 = member.scheme().isHttp2();
    HttpClientOptions options =
        member.scheme().isTls()
            ? new HttpClientOptions(secured.get()).setForceSni(isName(nameOf(member)))
            : new HttpClientOptions();
    options
        .setKeepAlive(false)
        .setPipelining(false)
        .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .setHttp2ClearTextUpgrade(false)
        .setUseAlpn(http2)
        .setAlpnVersions(http2 ? List.of(HttpVersion.HTTP_2) : List.of());
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setCleanerPeriod(0))
        .withConnectHandler(stands)
        .build();
  }

  /** An address is no name to ask for: RFC 6066 §3. */
  private static boolean isName(String host) {
    return !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
  }

  /** What is the same for all encrypted members. */
  private static HttpClientOptions secured(MemberTls tls) {
    HttpClientOptions options =
        new HttpClientOptions().setSsl(true).setTrustAll(!tls.verify()).setVerifyHost(tls.verify());
    try {
      if (tls.verify() && !tls.authorities().isEmpty()) {
        options.setTrustOptions(TrustOptions.wrap(trusting(tls.authorities())));
      }
      if (tls.identity().isPresent()) {
        options.setKeyCertOptions(KeyCertOptions.wrap(showing(tls.identity().get())));
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("tls: " + Reason.of(e), e);
    }
    return options;
  }

  private static TrustManagerFactory trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManagerFactory showing(Identity own)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("own", own.key(), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    return store;
  }
}
