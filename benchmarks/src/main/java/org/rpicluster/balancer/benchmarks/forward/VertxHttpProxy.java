package org.rpicluster.balancer.benchmarks.forward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.ForwardedHeadersOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A program: Vert.x' own reverse proxy as its users set it up, for {@code benchmarks/forward.py}.
 * Round robin over its members, connections kept, {@code X-Forwarded-For} added; one event loop.
 *
 * <p>Usage: {@code VertxHttpProxy PLAIN TLS H2C H2 CERTIFICATE KEY HOST:PORT...}, where the first
 * four are ports.
 */
public final class VertxHttpProxy {

  private static final int FIRST_MEMBER = 6;

  /** To each member, as ours has it. */
  private static final int CONNECTIONS = 256;

  private VertxHttpProxy() {}

  /** Runs until it is killed. */
  public static void main(String... arguments) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    HttpProxy proxy = proxy(vertx, Stream.of(arguments).skip(FIRST_MEMBER));
    PemKeyCertOptions certificate =
        new PemKeyCertOptions().setCertPath(arguments[4]).setKeyPath(arguments[5]);
    Future.all(
            List.of(
                listen(vertx, proxy, arguments[0], new HttpServerOptions()),
                listen(vertx, proxy, arguments[1], encrypted(certificate)),
                listen(vertx, proxy, arguments[2], new HttpServerOptions()),
                listen(vertx, proxy, arguments[3], encrypted(certificate).setUseAlpn(true))))
        .onFailure(
            failure -> {
              System.err.println(failure.getMessage());
              System.exit(1);
            });
  }

  private static HttpServerOptions encrypted(PemKeyCertOptions certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(certificate)
        .setUseAlpn(false)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
  }

  private static Future<?> listen(
      Vertx vertx, HttpProxy proxy, String port, HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .requestHandler(proxy)
        .listen(Integer.parseInt(port), "127.0.0.1");
  }

  private static HttpProxy proxy(Vertx vertx, Stream<String> addresses) {
    List<SocketAddress> members = addresses.map(VertxHttpProxy::address).toList();
    AtomicInteger turns = new AtomicInteger();
    HttpClient client =
        vertx.httpClientBuilder().with(new PoolOptions().setHttp1MaxSize(CONNECTIONS)).build();
    ForwardedHeadersOptions forwarded =
        new ForwardedHeadersOptions()
            .setEnabled(true)
            .setForwardFor(true)
            .setForwardProto(false)
            .setForwardHost(false)
            .setForwardPort(false);
    return HttpProxy.reverseProxy(new ProxyOptions().setForwardedHeadersOptions(forwarded), client)
        .origin(
            OriginRequestProvider.selector(
                asked ->
                    Future.succeededFuture(
                        members.get(Math.floorMod(turns.getAndIncrement(), members.size())))));
  }

  private static SocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return SocketAddress.inetSocketAddress(
        Integer.parseInt(text.substring(colon + 1)), text.substring(0, colon));
  }
}
