package org.rpicluster.balancer.vertx.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.probe.Asker.get;
import static org.rpicluster.balancer.vertx.probe.Asker.only;

import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.NameResolver;
import org.rpicluster.balancer.vertx.kit.Authority;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.Sockets;

/** A probe reaches a member as requests do: its certificates, its protocol, its addresses. */
@Timeout(60)
class MemberProbeReachTest {

  private final Asker asker = new Asker();
  private Authority authority;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority = new Authority();
  }

  @AfterEach
  void close() {
    asker.close();
  }

  @Test
  void certificate_ofAKnownAuthority_andForTheMember_isGood() throws Exception {
    asker.tls(authority.trusted());
    try (RawMember member = showing(authority.issue("127.0.0.1"))) {
      assertThat(asker.ask(secure(member), get("/"))).isEqualTo(Finding.passed("200"));
      assertThat(asker.ask(secure(member), only(ProbeMethod.TLS)))
          .isEqualTo(Finding.passed("TLSv1.3"));
    }
  }

  @Test
  void certificate_ofNobodyKnown_orForAnother_orExpired_isNone() throws Exception {
    List<X509Bundle> bad =
        List.of(
            Authority.selfSigned("127.0.0.1"),
            authority.issue("other.test"),
            authority.issueExpired("127.0.0.1"));
    asker.tls(authority.trusted());
    for (X509Bundle shown : bad) {
      try (RawMember member = showing(shown)) {
        for (ProbeMethod method : List.of(ProbeMethod.TLS, ProbeMethod.GET)) {
          Finding finding = asker.ask(secure(member), only(method));
          assertThat(finding.passed()).as("%s %s", method, finding).isFalse();
        }
        assertThat(member.heads()).isEmpty();
      }
    }
  }

  @Test
  void anyCertificate_isGood_whereNoneIsVerified() throws Exception {
    asker.tls(new MemberTls(false, "", List.of(), Optional.empty()));
    try (RawMember member = showing(Authority.selfSigned("other.test"))) {
      for (ProbeMethod method : List.of(ProbeMethod.TLS, ProbeMethod.GET)) {
        assertThat(asker.ask(secure(member), only(method)).passed()).isTrue();
      }
    }
  }

  @Test
  void serverName_isAskedFor_andChecked_andTheHostIsTheMembersOwn() throws Exception {
    MemberTls named =
        new MemberTls(true, "shop", List.of(authority.certificate()), Optional.empty());
    asker.tls(named);
    try (RawMember member = showing(authority.issue("shop"))) {
      for (ProbeMethod method : List.of(ProbeMethod.TLS, ProbeMethod.GET)) {
        assertThat(asker.ask(secure(member), only(method)).passed()).isTrue();
      }
      assertThat(member.heads().get(0)).contains("\r\nHost: 127.0.0.1:" + member.port() + "\r\n");
    }
  }

  @Test
  void memberThatAsksWhoIsThere_isShownTheClustersCertificate() throws Exception {
    SSLServerSocket socket = authority.socket(authority.issue("127.0.0.1"));
    socket.setNeedClientAuth(true);
    try (RawMember member = new RawMember(socket, RawMember.ok("ok"))) {
      asker.tls(authority.trusted());
      assertThat(asker.ask(secure(member), get("/")).passed()).isFalse();

      asker.tls(
          new MemberTls(
              true,
              "",
              List.of(authority.certificate()),
              Optional.of(Authority.identity(authority.issue("balancer.test")))));
      assertThat(asker.ask(secure(member), get("/"))).isEqualTo(Finding.passed("200"));
    }
  }

  @Test
  void tls_ofAMemberThatHasNone_isSaidToBeSo() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("ok"))) {
      assertThat(asker.ask(member.url(), only(ProbeMethod.TLS)).detail())
          .startsWith("not encrypted");
      assertThat(member.heads()).isEmpty();
    }
  }

  @Test
  void http2_isSpoken_toWhoeverSpeaksIt() throws Exception {
    ProbeRequest probeRequest =
        new ProbeRequest(
            ProbeMethod.GET,
            "/healthz",
            "shop.example:81",
            Map.of(),
            StatusSet.GOOD,
            Optional.empty());
    List<String> asked = new ArrayList<>();
    HttpServer server =
        asker
            .vertx()
            .createHttpServer()
            .requestHandler(
                inboundRequest -> {
                  asked.add(inboundRequest.version() + " " + inboundRequest.authority());
                  inboundRequest.response().end("ok");
                });
    listen(server, SocketAddress.inetSocketAddress(0, "127.0.0.1"));
    String url = "h2c://127.0.0.1:" + server.actualPort();

    assertThat(asker.ask(url, probeRequest)).isEqualTo(Finding.passed("200"));
    assertThat(asker.ask(url, get("/"))).isEqualTo(Finding.passed("200"));
    assertThat(asked)
        .containsExactly("HTTP_2 shop.example:81", "HTTP_2 127.0.0.1:" + server.actualPort());
  }

  @Test
  void http2_overTls_mustBeAgreedTo() throws Exception {
    asker.tls(authority.trusted());
    for (HttpVersion version : List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)) {
      X509Bundle shown = authority.issue("127.0.0.1");
      HttpServerOptions options =
          new HttpServerOptions()
              .setSsl(true)
              .setUseAlpn(true)
              .setAlpnVersions(List.of(version))
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .addCertValue(buffer(shown.getCertificatePathPEM()))
                      .addKeyValue(buffer(shown.getPrivateKeyPEM())));
      HttpServer server = asker.vertx().createHttpServer(options);
      List<HttpVersion> spoken = new ArrayList<>();
      server.requestHandler(
          inboundRequest -> {
            spoken.add(inboundRequest.version());
            inboundRequest.response().end("ok");
          });
      listen(server, SocketAddress.inetSocketAddress(0, "127.0.0.1"));
      String url = "h2://127.0.0.1:" + server.actualPort();
      boolean agreed = version == HttpVersion.HTTP_2;

      assertThat(asker.ask(url, get("/")).passed()).isEqualTo(agreed);
      assertThat(asker.ask(url, only(ProbeMethod.TLS)).passed()).isEqualTo(agreed);
      assertThat(spoken).isEqualTo(agreed ? List.of(HttpVersion.HTTP_2) : List.of());
    }
  }

  @Test
  void unixSocket_isReached(@TempDir Path directory) throws Exception {
    Path socket = directory.resolve("app.sock");
    List<String> hosts = new ArrayList<>();
    HttpServer server =
        asker
            .vertx()
            .createHttpServer()
            .requestHandler(
                inboundRequest -> {
                  hosts.add(inboundRequest.getHeader("Host"));
                  inboundRequest.response().end("ok");
                });
    listen(server, SocketAddress.domainSocketAddress(socket.toString()));

    assertThat(asker.ask("unix:" + socket, get("/"))).isEqualTo(Finding.passed("200"));
    assertThat(asker.ask("unix:" + socket, only(ProbeMethod.TCP)).passed()).isTrue();
    assertThat(hosts).containsExactly("localhost");
    assertThat(asker.ask("unix:" + directory.resolve("no.sock"), get("/")).passed()).isFalse();
  }

  @Test
  void addresses_areTriedInTurn_untilAConnectionStands() throws Exception {
    asker.names(at("127.0.0.1", "127.0.0.2", "127.0.0.3"));
    try (RawMember member = on("127.0.0.3", 0)) {
      String url = "http://pi.test:" + member.port();
      for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
        assertThat(asker.ask(url, only(method)).passed()).isTrue();
      }
      assertThat(member.heads().get(0)).contains("\r\nHost: pi.test:" + member.port() + "\r\n");
    }
  }

  @Test
  void ipv6_isAskedByItsAddress_inClear_andEncrypted() throws Exception {
    asker.tls(authority.trusted());
    SSLServerSocket socket = authority.socket(authority.issue("::1"), InetAddress.getByName("::1"));
    try (RawMember clear = on("::1", 0);
        RawMember encrypted = new RawMember(socket, RawMember.ok("ok"))) {
      for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
        Finding inClear = asker.ask("http://[::1]:" + clear.port(), only(method));
        assertThat(inClear.passed()).as(inClear.detail()).isTrue();
        Finding secured = asker.ask("https://[::1]:" + encrypted.port(), only(method));
        assertThat(secured.passed()).as(secured.detail()).isTrue();
      }
      assertThat(clear.heads().get(0)).contains("\r\nHost: [::1]:" + clear.port() + "\r\n");
    }
  }

  @Test
  void http2_ofIpv6_hasBracketsInItsAuthority() throws Exception {
    List<String> asked = new ArrayList<>();
    HttpServer server =
        asker
            .vertx()
            .createHttpServer()
            .requestHandler(
                inboundRequest -> {
                  asked.add(String.valueOf(inboundRequest.authority()));
                  inboundRequest.response().end("ok");
                });
    listen(server, SocketAddress.inetSocketAddress(0, "::1"));
    String url = "h2c://[::1]:" + server.actualPort();

    assertThat(asker.ask(url, get("/"))).isEqualTo(Finding.passed("200"));
    assertThat(asked).containsExactly("[::1]:" + server.actualPort());
  }

  @Test
  void oneThatAnswersBadly_isTheMember_andNoOtherAddressIsTried() throws Exception {
    asker.names(at("127.0.0.1", "127.0.0.2"));
    try (RawMember bad = on("127.0.0.1", 0);
        RawMember good = on("127.0.0.2", bad.port())) {
      assertThat(asker.ask("http://pi.test:" + bad.port(), get("/", "204")))
          .isEqualTo(Finding.failed("200 (expected: 204)"));
      assertThat(good.connections()).isZero();
    }
  }

  @Test
  void nameWithoutAddress_isNoMember() throws Exception {
    asker.names(host -> Future.failedFuture(new UnknownHostException("pi.test: unknown")));
    for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
      assertThat(asker.ask("http://pi.test:80", only(method)))
          .isEqualTo(Finding.failed("no address is known of that name (pi.test)"));
    }
  }

  private RawMember showing(X509Bundle shown) throws Exception {
    return new RawMember(authority.socket(shown), RawMember.ok("ok"));
  }

  private static String secure(RawMember member) {
    return "https://127.0.0.1:" + member.port();
  }

  private static RawMember on(String address, int port) throws IOException {
    return new RawMember(
        new ServerSocket(port, 50, InetAddress.getByName(address)), RawMember.ok("ok"));
  }

  private static NameResolver at(String... addresses) {
    return host -> Future.succeededFuture(Arrays.stream(addresses).map(Sockets::literal).toList());
  }

  private static io.vertx.core.buffer.Buffer buffer(String text) {
    return io.vertx.core.buffer.Buffer.buffer(text);
  }

  private static void listen(HttpServer server, SocketAddress at) throws Exception {
    server.listen(at).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
