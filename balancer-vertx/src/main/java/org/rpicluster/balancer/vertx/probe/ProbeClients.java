package org.rpicluster.balancer.vertx.probe;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.connect.Connector;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;

/**
 * The HTTP clients of probes, with their TLS: a client of Vert.x for each probe, which is closed
 * with it. So no connection is kept, in HTTP/2 neither, and one that is on its way can be broken
 * off. Costs a fraction of a millisecond; certificates are read once. Any thread.
 */
final class ProbeClients {

  private final Vertx vertx;
  private final MemberTls tls;
  private final String source;
  private final Connector connector;

  ProbeClients(Vertx vertx, ReachOptions options, Connector connector) {
    this.vertx = vertx;
    tls = options.tls();
    source = options.source();
    this.connector = connector;
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
    HttpClientOptions options = new HttpClientOptions();
    if (member.scheme().isTls()) {
      // Which certificates are trusted is the engines' own matter: Vert.x' rules would stand beside
      // theirs.
      options.setSsl(true).setTrustAll(true).setVerifyHost(false);
      options.setSslEngineOptions(connector.enginesFor(member));
    }
    if (!source.isEmpty()) {
      options.setLocalAddress(source);
    }
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
}
