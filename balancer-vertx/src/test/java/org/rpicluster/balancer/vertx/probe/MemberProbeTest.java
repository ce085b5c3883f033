package org.rpicluster.balancer.vertx.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.probe.Asker.body;
import static org.rpicluster.balancer.vertx.probe.Asker.bodyWithout;
import static org.rpicluster.balancer.vertx.probe.Asker.get;
import static org.rpicluster.balancer.vertx.probe.Asker.only;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** What is sent to a member in clear, and what is made of all that it may do. */
@Timeout(60)
class MemberProbeTest {

  private final Asker asker = new Asker();

  @AfterEach
  void close() {
    asker.close();
  }

  @Test
  void request_saysWhoAsks_andThatTheConnectionEnds() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("well"))) {
      assertThat(asker.ask(member.url(), get("/healthz?deep=1"))).isEqualTo(Finding.passed("200"));

      assertThat(member.heads().get(0).toLowerCase(Locale.ROOT).split("\r\n"))
          .containsExactlyInAnyOrder(
              "get /healthz?deep=1 http/1.1",
              "host: 127.0.0.1:" + member.port(),
              "user-agent: rpicluster-balancer-probe",
              "connection: close");
    }
  }

  @Test
  void request_hasTheHostAndTheFields_thatAreSet() throws Exception {
    ProbeRequest probeRequest =
        new ProbeRequest(
            ProbeMethod.OPTIONS,
            "*",
            "shop.example:81",
            Map.of("X-Forwarded-Proto", "https", "user-agent", "me"),
            StatusSet.GOOD,
            Optional.empty());
    try (RawMember member = new RawMember(RawMember.ok(""))) {
      assertThat(asker.ask(member.url(), probeRequest).passed()).isTrue();

      assertThat(member.heads().get(0).split("\r\n"))
          .startsWith("OPTIONS * HTTP/1.1")
          .containsOnlyOnce("Host: shop.example:81", "X-Forwarded-Proto: https", "user-agent: me");
    }
  }

  @Test
  void connection_isClosed_onceTheAnswerIsThere_andTheNextProbeHasItsOwn() throws Exception {
    BlockingQueue<String> rest = new ArrayBlockingQueue<>(2);
    RawMember.Reply reply =
        connection -> {
          connection.write("HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n");
          rest.add(connection.readAll());
        };
    try (RawMember member = new RawMember(reply)) {
      for (int i = 1; i <= 2; i++) {
        assertThat(asker.ask(member.url(), only(ProbeMethod.GET)).passed()).isTrue();
        assertThat(rest.poll(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(member.connections()).isEqualTo(i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200-399, true, 200",
    "399, 200-399, true, 399",
    "404, 4xx, true, 404",
    "503, 200-399, false, 503 (expected: 200-399)",
    "199, 200-399, false, 199 (expected: 200-399)",
    "204, 200, false, 204 (expected: 200)",
  })
  void status_decides(int status, String expect, boolean passes, String detail) throws Exception {
    String answer = "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n";
    try (RawMember member = new RawMember(RawMember.says(answer))) {
      assertThat(asker.ask(member.url(), get("/", expect)))
          .isEqualTo(new Finding(passes, true, detail));
    }
  }

  @Test
  void redirect_isAnAnswer_andNotFollowed() throws Exception {
    String answer = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n";
    try (RawMember member = new RawMember(RawMember.says(answer))) {
      assertThat(asker.ask(member.url(), get("/"))).isEqualTo(Finding.passed("302"));
      assertThat(member.heads()).hasSize(1);
    }
  }

  @Test
  void head_isOver_withTheHead() throws Exception {
    RawMember.Reply reply = RawMember.says("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
    try (RawMember member = new RawMember(reply)) {
      assertThat(asker.ask(member.url(), only(ProbeMethod.HEAD))).isEqualTo(Finding.passed("200"));
    }
  }

  @Test
  void body_mustHaveTheExpression() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("disks: ok\ndatabase: failed\n"))) {
      assertThat(asker.ask(member.url(), body("(?m)^disks: ok$")))
          .isEqualTo(Finding.passed("200, with (?m)^disks: ok$"));
      assertThat(asker.ask(member.url(), body("database: ok")))
          .isEqualTo(Finding.failed("200, without database: ok in its body"));
    }
  }

  @Test
  void bodyWithout_mustNotHaveTheExpression() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("Under maintenance"))) {
      assertThat(asker.ask(member.url(), bodyWithout("maintenance")))
          .isEqualTo(Finding.failed("200, with maintenance in its body"));
      assertThat(asker.ask(member.url(), bodyWithout("^closed")))
          .isEqualTo(Finding.passed("200, without ^closed"));
    }
  }

  @Test
  void members_areAskedEachItsOwn() throws Exception {
    try (RawMember one = new RawMember(RawMember.ok(""));
        RawMember other = new RawMember(RawMember.ok(""))) {
      String path = "/of-" + other.port();
      asker.asking(member -> member.port() == other.port() ? get(path) : get("/"));

      assertThat(asker.ask(one.url(), get("/")).passed()).isTrue();
      assertThat(asker.ask(other.url(), get("/")).passed()).isTrue();
      assertThat(one.heads().get(0)).startsWith("GET / HTTP/1.1");
      assertThat(other.heads().get(0)).startsWith("GET " + path + " HTTP/1.1");
    }
  }

  @Test
  void body_isUtf8_andComesInPieces() throws Exception {
    RawMember.Reply reply =
        RawMember.says(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\nCaf\u00c3\r\n1\r\n\u00a9\r\n0\r\n\r\n");
    try (RawMember member = new RawMember(reply)) {
      assertThat(asker.ask(member.url(), body("^Caf\u00e9$")).passed()).isTrue();
    }
  }

  @Test
  void longBody_isLookedAt_onlyAtItsBeginning() throws Exception {
    String filler = "x".repeat(FirstBytes.KEPT_MAX - 2);
    try (RawMember member = new RawMember(RawMember.ok(filler + "ok!" + filler))) {
      assertThat(asker.ask(member.url(), body("xok")).passed()).isTrue();
      assertThat(asker.ask(member.url(), body("ok!")).passed()).isFalse();
    }
  }

  @Test
  void bodyWithoutEnd_isCut() throws Exception {
    RawMember.Reply reply =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\n\r\n");
          String piece = "x".repeat(64 << 10);
          while (true) {
            connection.write(piece);
          }
        };
    try (RawMember member = new RawMember(reply)) {
      assertThat(asker.ask(member.url(), get("/")))
          .isEqualTo(Finding.failed("the answer is longer than 1 MiB"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-OpenSSH_9.2",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 99\\r\\n\\r\\nnot all",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhello",
        "HTTP/1.1 200 OK\\r\\nX: y",
        "''",
      })
  void answerThatBreaksOff_isNone(String answer) throws Exception {
    String bytes = answer.replace("\\r", "\r").replace("\\n", "\n");
    try (RawMember member = new RawMember(RawMember.saysAndCloses(bytes))) {
      Finding finding = asker.ask(member.url(), get("/"));

      assertThat(finding.passed()).as(finding.detail()).isFalse();
      assertThat(finding.detail()).isNotBlank();
    }
  }

  @Test
  void nobodyThere_isRefused() throws Exception {
    RawMember member = new RawMember(RawMember.ok("ok"));
    member.close();

    for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
      Finding finding = asker.ask(member.url(), only(method));
      assertThat(finding.passed()).isFalse();
      assertThat(finding.detail()).contains("Connection refused");
    }
  }

  @Test
  void tcp_isAConnection_andSendsNothing() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "https://127.0.0.1:" + listener.getLocalPort();

      assertThat(asker.ask(url, only(ProbeMethod.TCP))).isEqualTo(Finding.passed("connected"));
      assertThat(listener.accept().getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void silentMember_isSaidToHave_whatItLacks_andItsConnectionIsCut() throws Exception {
    List<String> answers = List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
    List<String> lacking = List.of("answer", "whole answer");
    for (int i = 0; i < answers.size(); i++) {
      BlockingQueue<String> rest = new ArrayBlockingQueue<>(1);
      String answer = answers.get(i);
      RawMember.Reply reply =
          connection -> {
            connection.write(answer);
            rest.add(connection.readAll());
          };
      try (RawMember member = new RawMember(reply)) {
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        Probe.UnderWay underWay = asker.begin(member.url(), get("/"), finding);
        String missing = lacking.get(i);
        Awaitility.await().until(() -> ((ProbeRun) underWay).missing().equals(missing));
        Awaitility.await().until(() -> !member.heads().isEmpty());

        assertThat(underWay.breakOff()).isEqualTo(missing);

        assertThat(rest.poll(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(finding).isNotDone();
      }
    }
  }

  /** A host without power, as far as loopback can show it: no SYN is answered. */
  @Test
  void fullAcceptQueue_isNoConnection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> fillers = fill(listener);
      asker.timeout(Duration.ofMillis(300));
      for (ProbeMethod method : List.of(ProbeMethod.TCP, ProbeMethod.GET)) {
        String url = "http://127.0.0.1:" + listener.getLocalPort();
        assertThat(asker.ask(url, only(method)))
            .isEqualTo(Finding.failed("no connection within 300 ms"));
      }
      for (SocketChannel filler : fillers) {
        filler.close();
      }
    }
  }

  /** Linux takes one more than the backlog says; the others' SYN is dropped. */
  private static List<SocketChannel> fill(ServerSocket listener) throws IOException {
    List<SocketChannel> fillers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SocketChannel filler = SocketChannel.open();
      filler.configureBlocking(false);
      filler.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()));
      fillers.add(filler);
    }
    return fillers;
  }
}
