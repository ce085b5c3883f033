package org.rpicluster.balancer.vertx.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.kit.Authority;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** Members whose URL begins with {@code https}: who may take a request, and who never gets one. */
class EncryptedMemberTest {

  private static final MemberTls UNVERIFIED = new MemberTls(false, "", List.of(), Optional.empty());

  private static final UpstreamOptions CONNECT_SOON =
      TestProxy.PATIENT.but().connectTimeout(Duration.ofMillis(300)).build();

  private final Authority authority;

  EncryptedMemberTest() throws Exception {
    authority = new Authority();
  }

  @Test
  void member_withAGoodCertificate_serves() throws Exception {
    assertThat(answerOf(authority.issue("localhost"), authority.trusted())).endsWith("served");
  }

  @Test
  void member_thatIsNamedByItsAddress_showsACertificateForIt() throws Exception {
    assertThat(answerOf("127.0.0.1", authority.issue("127.0.0.1"), authority.trusted()))
        .endsWith("served");
    assertThat(answerOf("127.0.0.1", authority.issue("localhost"), authority.trusted()))
        .startsWith("HTTP/1.1 503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"another name", "expired", "self-signed", "another authority"})
  void member_withABadCertificate_getsNothing_unlessThatIsAllowed(String bad) throws Exception {
    X509Bundle shown =
        switch (bad) {
          case "another name" -> authority.issue("other.test");
          case "expired" -> authority.issueExpired("localhost");
          case "self-signed" -> Authority.selfSigned("localhost");
          default -> new Authority().issue("localhost");
        };

    assertThat(answerOf(shown, authority.trusted())).startsWith("HTTP/1.1 503");
    assertThat(answerOf(shown, UNVERIFIED)).endsWith("served");
  }

  @Test
  void certificate_isCheckedAgainstTheSystemsAuthorities_unlessOthersAreNamed() throws Exception {
    assertThat(answerOf(authority.issue("localhost"), MemberTls.DEFAULT))
        .startsWith("HTTP/1.1 503");
  }

  @Test
  void serverName_isAskedFor_andChecked_insteadOfTheHost() throws Exception {
    MemberTls tls = new MemberTls(true, "pi.test", List.of(authority.certificate()), none());

    assertThat(answerOf("127.0.0.1", authority.issue("pi.test"), tls)).endsWith("served");
    assertThat(answerOf(authority.issue("localhost"), tls)).startsWith("HTTP/1.1 503");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void member_thatHttp2IsSpokenTo_hasToAgreeToIt(boolean agrees) throws Exception {
    SSLServerSocket socket = authority.socket(authority.issue("localhost"));
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {agrees ? "h2" : "http/1.1"});
    socket.setSSLParameters(parameters);
    ReachOptions reach = new ReachOptions(authority.trusted(), ReachOptions.DEFAULT.refresh());

    try (RawHttp2Member member = new RawHttp2Member(socket, RawHttp2Member.ok("served"));
        TestProxy proxy = TestProxy.builder(member.encryptedUrl()).reach(reach).start();
        RawClient client = proxy.connect()) {
      String answer = client.get("/").readAnswer();
      if (agrees) {
        assertThat(answer).endsWith("served");
        assertThat(member.heads().get(0).scheme()).hasToString("https");
      } else {
        assertThat(answer).startsWith("HTTP/1.1 503");
        assertThat(member.heads()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void names_areAskedFor_addressesAreNot(String host) throws Exception {
    List<String> expected = host.equals("localhost") ? List.of("localhost") : List.of();
    RawMember.Reply askedFor =
        connection -> {
          ExtendedSSLSession session =
              (ExtendedSSLSession) ((SSLSocket) connection.socket()).getSession();
          String names = session.getRequestedServerNames().stream().map(this::text).toList() + "";
          RawMember.ok(names).on(connection);
        };
    SSLServerSocket socket = authority.socket(authority.issue(host));

    try (RawMember member = new RawMember(socket, askedFor)) {
      assertThat(ask(host, member, authority.trusted())).endsWith(expected.toString());
    }
  }

  private String text(SNIServerName name) {
    return new String(name.getEncoded(), StandardCharsets.US_ASCII);
  }

  @Test
  void member_thatAsksWhoIsThere_isShownTheCertificate() throws Exception {
    MemberTls known =
        new MemberTls(
            true,
            "",
            List.of(authority.certificate()),
            Optional.of(Authority.identity(authority.issue("balancer.test"))));
    SSLServerSocket socket = authority.socket(authority.issue("localhost"));
    socket.setNeedClientAuth(true);

    try (RawMember member = new RawMember(socket, RawMember.ok("served"))) {
      assertThat(ask("localhost", member, known)).endsWith("served");
      assertThat(ask("localhost", member, authority.trusted())).startsWith("HTTP/1.1 50");
    }
  }

  @Test
  void oldVersions_areNotSpoken() throws Exception {
    SSLServerSocket socket = authority.socket(authority.issue("localhost"));
    socket.setEnabledProtocols(new String[] {"TLSv1.1"});

    try (RawMember member = new RawMember(socket, RawMember.ok("served"))) {
      assertThat(ask("localhost", member, UNVERIFIED)).startsWith("HTTP/1.1 503");
      assertThat(member.heads()).isEmpty();
    }
  }

  /** CVE-2026-1642: what comes before the handshake is no answer. */
  @Test
  void answerInClear_beforeTheHandshake_isNotPassedOn() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nspoofed";
    Vertx vertx = Vertx.vertx();
    NetServer greeter = vertx.createNetServer().connectHandler(socket -> socket.write(answer));
    int port = greeter.listen(0, "localhost").await(20, TimeUnit.SECONDS).actualPort();

    try (TestProxy proxy =
            TestProxy.builder("https://localhost:" + port).reach(reach(UNVERIFIED)).start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503").doesNotContain("spoofed");
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void reason_ofAFailedHandshake_isNotForTheClient() throws Exception {
    assertThat(answerOf(authority.issueExpired("localhost"), authority.trusted()))
        .doesNotContainIgnoringCase("certif")
        .doesNotContainIgnoringCase("localhost")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void handshake_thatDoesNotEnd_isGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        TestProxy proxy =
            TestProxy.builder("https://localhost:" + silent.getLocalPort())
                .reach(reach(UNVERIFIED))
                .options(CONNECT_SOON)
                .start();
        RawClient client = proxy.connect()) {
      assertThat(client.get("/").readAnswer()).startsWith("HTTP/1.1 503");
    }
  }

  /** RFC 9112 §9.8: such a body has no other end than an announced one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bodyThatEndsWithTheConnection_isWholeOnlyIfTheEndWasAnnounced(boolean announced)
      throws Exception {
    Queue<Socket> below = new ConcurrentLinkedQueue<>();
    RawMember.Reply half =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\n\r\nhalf");
          (announced ? connection.socket() : below.remove()).close();
        };
    ServerSocket socket = authority.layered(authority.issue("localhost"), below);

    try (RawMember member = new RawMember(socket, half);
        TestProxy proxy = reaching("localhost", member, authority.trusted());
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      String answer = client.readAll();
      assertThat(answer).contains("half");
      assertThat(answer.endsWith("0\r\n\r\n")).isEqualTo(announced);
    }
  }

  /** In TLS 1.3 each direction ends by itself; openssl's s_server waits for ours. */
  @Test
  void announcedEnd_isTheEnd_althoughTheMemberKeepsTheConnection() throws Exception {
    RawMember.Reply halfClosed =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\n\r\nwhole");
          connection.socket().shutdownOutput();
          connection.read(1);
        };
    SSLServerSocket socket = authority.socket(authority.issue("localhost"));

    try (RawMember member = new RawMember(socket, halfClosed);
        TestProxy proxy = reaching("localhost", member, authority.trusted());
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
      assertThat(client.readAll()).contains("whole").endsWith("0\r\n\r\n");
    }
  }

  @Test
  void sessions_areResumed() throws Exception {
    SSLServerSocket socket = authority.socket(authority.issue("localhost"));
    RawMember.Reply whenTheSessionBegan =
        connection -> {
          String began = ((SSLSocket) connection.socket()).getSession().getCreationTime() + "";
          String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ";
          connection.write(head + began.length() + "\r\n\r\n" + began);
        };

    try (RawMember member = new RawMember(socket, whenTheSessionBegan);
        TestProxy proxy = reaching("localhost", member, authority.trusted());
        RawClient client = proxy.connect()) {
      String first = client.get("/").readAnswer();
      assertThat(client.get("/").readAnswer()).isEqualTo(first);
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  private String answerOf(X509Bundle shown, MemberTls tls) throws Exception {
    return answerOf("localhost", shown, tls);
  }

  private String answerOf(String host, X509Bundle shown, MemberTls tls) throws Exception {
    try (RawMember member = new RawMember(authority.socket(shown), RawMember.ok("served"))) {
      String answer = ask(host, member, tls);
      assertThat(member.heads()).hasSize(answer.startsWith("HTTP/1.1 200") ? 1 : 0);
      return answer;
    }
  }

  private static String ask(String host, RawMember member, MemberTls tls) throws Exception {
    try (TestProxy proxy = reaching(host, member, tls);
        RawClient client = proxy.connect()) {
      return client.get("/").readAnswer();
    }
  }

  private static TestProxy reaching(String host, RawMember member, MemberTls tls) throws Exception {
    return TestProxy.builder("https://" + host + ":" + member.port()).reach(reach(tls)).start();
  }

  private static ReachOptions reach(MemberTls tls) {
    return new ReachOptions(tls, ReachOptions.DEFAULT.refresh());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
