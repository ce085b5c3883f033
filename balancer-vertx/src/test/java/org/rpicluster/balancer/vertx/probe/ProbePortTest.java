package org.rpicluster.balancer.vertx.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.probe.Asker.get;
import static org.rpicluster.balancer.vertx.probe.Asker.only;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.kit.Authority;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** A probe at a port of its own: nothing listens at the port that requests go to. */
@Timeout(60)
class ProbePortTest {

  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD", "OPTIONS", "TCP"})
  void cluster_hasOneForAllMembers(ProbeMethod method) throws Exception {
    try (RawMember probed = new RawMember(RawMember.saysAndCloses("HTTP/1.1 200 OK\r\n\r\n"))) {
      asker.port(probed.port());

      assertThat(asker.ask("http://127.0.0.1:1", only(method)).passed()).isTrue();

      assertThat(probed.heads())
          .allMatch(head -> head.contains("\r\nHost: 127.0.0.1:" + probed.port() + "\r\n"))
          .hasSize(method == ProbeMethod.TCP ? 0 : 1);
    }
  }

  @Test
  void member_hasItsOwn_beforeTheClusters() throws Exception {
    try (RawMember ofCluster = new RawMember(RawMember.ok(""));
        RawMember own = new RawMember(RawMember.ok(""))) {
      asker.port(ofCluster.port());
      Member member = Member.at("http://127.0.0.1:1").probePort(own.port()).build();

      assertThat(asker.ask(member, get("/"))).isEqualTo(Finding.passed("200"));
      assertThat(asker.ask(member, only(ProbeMethod.TCP)).passed()).isTrue();

      TestProxy.await(() -> own.connections() == 2);
      assertThat(ofCluster.connections()).isZero();
    }
  }

  @Test
  void host_isTheOneThatIsSet() throws Exception {
    ProbeRequest probeRequest =
        new ProbeRequest(
            ProbeMethod.GET, "/", "shop.example", Map.of(), StatusSet.GOOD, Optional.empty());
    try (RawMember probed = new RawMember(RawMember.ok(""))) {
      assertThat(asker.port(probed.port()).ask("http://127.0.0.1:1", probeRequest).passed())
          .isTrue();
      assertThat(probed.heads().get(0)).contains("\r\nHost: shop.example\r\n");
    }
  }

  @Test
  void encryptedMember_isEncryptedThereAsWell_underItsName() throws Exception {
    Authority authority = new Authority();
    asker.tls(authority.trusted());
    try (RawMember good =
            new RawMember(authority.socket(authority.issue("127.0.0.1")), RawMember.ok(""));
        RawMember other =
            new RawMember(authority.socket(authority.issue("other.test")), RawMember.ok(""))) {
      for (ProbeMethod method : List.of(ProbeMethod.GET, ProbeMethod.TLS)) {
        asker.port(good.port());
        assertThat(asker.ask("https://127.0.0.1:1", only(method)).passed()).isTrue();
        asker.port(other.port());
        assertThat(asker.ask("https://127.0.0.1:1", only(method)).passed()).isFalse();
      }
      asker.port(good.port());
      assertThat(asker.ask("https://127.0.0.1:1", only(ProbeMethod.TCP)))
          .isEqualTo(Finding.passed("connected"));
      assertThat(good.heads().get(0)).contains("\r\nHost: 127.0.0.1:" + good.port() + "\r\n");
    }
  }

  @Test
  void http2_isSpokenThereAsWell() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HttpServer server =
        asker
            .vertx()
            .createHttpServer()
            .requestHandler(
                inboundRequest -> {
                  asked.add(inboundRequest.version() + " " + inboundRequest.authority());
                  inboundRequest.response().end();
                });
    listen(server, SocketAddress.inetSocketAddress(0, "127.0.0.1"));

    asker.port(server.actualPort());
    assertThat(asker.ask("h2c://127.0.0.1:1", get("/"))).isEqualTo(Finding.passed("200"));
    assertThat(asked).containsExactly("HTTP_2 127.0.0.1:" + server.actualPort());
  }

  @Test
  void everyAddressOfTheName_isTriedThere() throws Exception {
    List<InetAddress> all =
        List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"));
    asker.names(host -> Future.succeededFuture(all));
    try (RawMember probed = at("127.0.0.2")) {
      asker.port(probed.port());
      for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
        assertThat(asker.ask("http://pi_1:1", only(method)).passed()).isTrue();
      }
      assertThat(probed.heads().get(0)).contains("\r\nHost: pi_1:" + probed.port() + "\r\n");
    }
  }

  @Test
  void ipv6_keepsItsBrackets() throws Exception {
    try (RawMember probed = at("::1")) {
      asker.port(probed.port());
      for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
        assertThat(asker.ask("http://[::1]:1", only(method)).passed()).isTrue();
      }
      assertThat(probed.heads().get(0)).contains("\r\nHost: [::1]:" + probed.port() + "\r\n");
    }
  }

  /** A configuration is refused then; a member that is added through the manager may be one. */
  @Test
  void unixSocket_isProbedItself(@TempDir Path directory) throws Exception {
    String socket = directory.resolve("app.sock").toString();
    HttpServer server =
        asker.vertx().createHttpServer().requestHandler(any -> any.response().end());
    listen(server, SocketAddress.domainSocketAddress(socket));

    asker.port(1);
    assertThat(asker.ask("unix:" + socket, get("/"))).isEqualTo(Finding.passed("200"));
    assertThat(asker.ask("unix:" + socket, only(ProbeMethod.TCP)).passed()).isTrue();
  }

  private static RawMember at(String address) throws IOException {
    return new RawMember(new ServerSocket(0, 50, InetAddress.getByName(address)), RawMember.ok(""));
  }

  private static void listen(HttpServer server, SocketAddress at) throws Exception {
    server.listen(at).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
