package org.rpicluster.balancer.vertx.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.probe.Asker.only;

import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.vertx.kit.Authority;
import org.rpicluster.balancer.vertx.kit.OddNames;
import org.rpicluster.balancer.vertx.kit.RawMember;

/**
 * Probes over TLS of members with odd but legal names, which only work in a JVM that leaves names
 * to the program: they find what requests find.
 */
@Timeout(60)
class OddNamesProbeIT {

  private final Asker asker =
      new Asker().names(host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));

  @AfterEach
  void close() {
    asker.close();
  }

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void memberOfThisName_isAskedForIt_andTrusted(String name) throws Exception {
    Authority authority = new Authority();
    asker.tls(authority.trusted());
    try (RawMember right = new RawMember(authority.socket(authority.issue(name)), ok(""));
        RawMember wrong =
            new RawMember(authority.socket(authority.issue("other_1.test")), ok(""))) {
      for (ProbeMethod method : List.of(ProbeMethod.TLS, ProbeMethod.GET)) {
        Finding found = asker.ask("https://" + name + ":" + right.port(), only(method));
        assertThat(found.passed()).as(method + ": " + found.detail()).isTrue();
        Finding other = asker.ask("https://" + name + ":" + wrong.port(), only(method));
        assertThat(other.passed()).as(method + ": " + other.detail()).isFalse();
      }
      assertThat(right.heads().get(0))
          .containsIgnoringCase("\r\nHost: " + name + ":" + right.port() + "\r\n");
    }
  }

  @ParameterizedTest
  @MethodSource(OddNames.ALL)
  void memberOfHttp2_isAskedByItsName(String name) throws Exception {
    Authority authority = new Authority();
    asker.tls(authority.trusted());
    List<String> asked = new CopyOnWriteArrayList<>();
    int port = http2(authority.issue(name), asked).actualPort();

    Finding found = asker.ask("h2://" + name + ":" + port, only(ProbeMethod.GET));
    assertThat(found).isEqualTo(Finding.passed("200"));
    assertThat(asked.get(0)).isEqualToIgnoringCase(name + ":" + port);
  }

  private HttpServer http2(X509Bundle shown, List<String> asked) throws Exception {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(shown.getCertificatePathPEM()))
                    .addKeyValue(Buffer.buffer(shown.getPrivateKeyPEM())));
    return asker
        .vertx()
        .createHttpServer(options)
        .requestHandler(
            inboundRequest -> {
              asked.add(String.valueOf(inboundRequest.authority()));
              inboundRequest.response().end();
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
