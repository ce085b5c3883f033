package org.rpicluster.balancer.vertx.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.Http2Client.Answer;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawHttp2Member;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/** Members that authenticate the connection, and not the request: it is never another client's. */
class ConnectionAuthTest {

  private static final Pattern USER =
      Pattern.compile("(?i)(?:proxy-)?authorization: *(?:ntlm|negotiate) +(\\w+)");

  /** What the members have learnt of their connections, as a server with NTLM does. */
  private final Map<RawMember.Connection, String> users = new ConcurrentHashMap<>();

  /** Each connection has one user, named by the first request that names one. */
  private RawMember member(String challenge) throws Exception {
    RawMember[] made = new RawMember[1];
    Reply reply =
        connection -> {
          String head = made[0].heads().get(made[0].heads().size() - 1);
          Matcher user = USER.matcher(head);
          int port = connection.socket().getPort();
          if (user.find() && !user.group(1).equals("hello")) {
            users.put(connection, user.group(1));
          }
          String known = users.get(connection);
          says(known == null ? unauthorized(challenge) : answer(known + " on " + port))
              .on(connection);
        };
    made[0] = new RawMember(reply);
    return made[0];
  }

  private static String unauthorized(String challenge) {
    return "HTTP/1.1 401 Who\r\n" + challenge + "\r\nContent-Length: 4\r\n\r\nwho?";
  }

  private static String answer(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String get(String... fields) {
    return "GET / HTTP/1.1\r\nHost: a.test\r\n" + String.join("", fields) + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: NTLM alice\r\n",
        "authorization: ntlm alice\r\n",
        "AUTHORIZATION:Negotiate alice\r\n",
        "Authorization: Basic eA==\r\nAuthorization: nEgOtIaTe alice\r\n"
      })
  void authenticatedConnection_isNeverAnotherClients(String authorization) throws Exception {
    try (RawMember member = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(member);
        RawClient alice = proxy.connect()) {
      assertThat(alice.send(get(authorization)).readAnswer()).contains("alice on ");

      for (int i = 0; i < 6; i++) {
        try (RawClient stranger = proxy.connect()) {
          assertThat(stranger.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WWW-Authenticate: NTLM",
        "www-authenticate: negotiate",
        "WWW-Authenticate: Basic realm=\"a, b\"\r\nWWW-Authenticate: NTLM",
        "WWW-Authenticate: Basic realm=\"x\", Negotiate, NTLM",
        "WWW-Authenticate: Negotiate TlRMTVNTUAACAAAA",
        "WWW-Authenticate: Digest nonce=\"q\\\"\", qop=auth,NTLM",
        "WWW-Authenticate: Basic realm=\"x, NTLM",
        "Proxy-Authenticate: NTLM",
        "Persistent-Auth: true"
      })
  void handshakeInSeveralLegs_goesOverOneConnection_whateverTheStrategy(String challenge)
      throws Exception {
    try (RawMember a = member(challenge);
        RawMember b = member(challenge);
        TestProxy proxy = TestProxy.before(a, b);
        RawClient alice = proxy.connect();
        RawClient other = proxy.connect()) {
      assertThat(alice.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
      other.send(get()).readAnswer();
      alice.send(get("Authorization: NTLM hello\r\n")).readAnswer();
      other.send(get()).readAnswer();
      String first = body(alice.send(get("Authorization: NTLM alice\r\n")).readAnswer());
      assertThat(first).startsWith("alice on ");

      for (int i = 0; i < 6; i++) {
        assertThat(other.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
        assertThat(body(alice.send(get()).readAnswer())).isEqualTo(first);
      }
      assertThat(a.heads().isEmpty() || b.heads().isEmpty()).isFalse();
    }
  }

  @Test
  void pipelinedRequests_goOverIt_inTheirOrder() throws Exception {
    try (RawMember a = member("WWW-Authenticate: NTLM");
        RawMember b = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(a, b);
        RawClient alice = proxy.connect()) {
      alice.send(get("Authorization: NTLM alice\r\n") + get() + get() + get());

      String first = body(alice.readAnswer());
      IntStream.range(0, 3).forEach(i -> assertThat(answerOf(alice)).isEqualTo(first));
    }
  }

  private static String answerOf(RawClient client) {
    try {
      return body(client.readAnswer());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void clientThatLeaves_takesItsConnectionAlong() throws Exception {
    try (RawMember member = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(TestProxy.ONE_CONNECTION, member)) {
      for (int i = 0; i < 3; i++) {
        try (RawClient client = proxy.connect()) {
          String user = "user" + i;
          client.send(get("Authorization: NTLM " + user + "\r\n"));
          assertThat(client.readAnswer()).contains(user);
        }
      }
      assertThat(member.connections()).isEqualTo(3);
    }
  }

  /** With one connection to each member, who waits is served, and who has it begins anew. */
  @Test
  void connectionThatRests_makesRoom_whereOthersWait() throws Exception {
    try (RawMember member = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(TestProxy.ONE_CONNECTION, member);
        RawClient alice = proxy.connect();
        RawClient bob = proxy.connect()) {
      alice.send(get("Authorization: NTLM alice\r\n")).readAnswer();
      assertThat(bob.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
      assertThat(alice.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void connectionThatTheMemberCloses_isReplacedByOneThatKnowsNobody() throws Exception {
    Reply welcome =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
          connection.close();
        };
    try (RawMember member = new RawMember(welcome, says(unauthorized("WWW-Authenticate: NTLM")));
        TestProxy proxy = TestProxy.before(member);
        RawClient alice = proxy.connect()) {
      assertThat(alice.send(get("Authorization: NTLM alice\r\n")).readAnswer()).endsWith("hi");
      assertThat(alice.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
      assertThat(alice.send(get("Authorization: NTLM hello\r\n")).readAnswer()).endsWith("who?");
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  @Test
  void clientThatAsksForAClose_sharesNothingEither() throws Exception {
    try (RawMember member = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(member)) {
      try (RawClient alice = proxy.connect()) {
        alice.send(get("Authorization: NTLM alice\r\n", "Connection: close\r\n"));
        assertThat(alice.readAll()).contains("alice on ");
      }
      try (RawClient stranger = proxy.connect()) {
        assertThat(stranger.send(get()).readAnswer()).startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void schemesOfTheRequest_shareConnectionsAsEver() throws Exception {
    try (RawMember member =
            new RawMember(
                says(unauthorized("WWW-Authenticate: Basic realm=\"NTLM, Negotiate\", Digest")));
        TestProxy proxy = TestProxy.before(member)) {
      for (int i = 0; i < 3; i++) {
        try (RawClient client = proxy.connect()) {
          client.send(get("Authorization: Bearer NTLM, negotiate=1\r\n")).readAnswer();
        }
      }
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NTLM alice", "negotiate YII="})
  void overHttp2_whoAuthenticatesHisConnection_isRefused(String authorization) throws Exception {
    try (RawMember member = member("WWW-Authenticate: NTLM");
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      HttpClientRequest request = client.request(HttpMethod.GET, "/");
      request.putHeader("authorization", authorization);

      assertThat(client.send(request).head().statusCode()).isEqualTo(502);
      assertThat(member.heads()).isEmpty();
      assertThat(proxy.settled(1).get(0).end()).isEqualTo(ExchangeEnd.REFUSED);
      assertThat(proxy.settled(1).get(0).reason()).contains("NTLM");
    }
  }

  @Test
  void overHttp2_aMemberThatAuthenticatesConnections_isRefused() throws Exception {
    try (RawMember member = member("WWW-Authenticate: Negotiate, NTLM");
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      assertThat(client.send(HttpMethod.GET, "/").head().statusCode()).isEqualTo(502);
      assertThat(proxy.settled(1).get(0).reason()).contains("NTLM");
      assertThat(client.send(HttpMethod.GET, "/").head().statusCode()).isEqualTo(502);
      assertThat(member.connections()).isEqualTo(2);
    }
  }

  @Test
  void overHttp2_theClientIsOfferedWhatElseThereIs() throws Exception {
    String offers =
        "WWW-Authenticate: Negotiate, Basic realm=\"a, NTLM\", charset=\"UTF-8\", NTLM\r\n"
            + "WWW-Authenticate: Bearer";
    try (RawMember member = member(offers);
        TestProxy proxy = TestProxy.before(member);
        Http2Client client = proxy.connectHttp2()) {
      Answer answer = client.send(HttpMethod.GET, "/");

      assertThat(answer.head().statusCode()).isEqualTo(401);
      assertThat(answer.head().headers().getAll("www-authenticate"))
          .containsExactly("Basic realm=\"a, NTLM\", charset=\"UTF-8\"", "Bearer");
    }
  }

  @Test
  void memberOfHttp2_isNotAskedSo() throws Exception {
    try (RawHttp2Member member = new RawHttp2Member(RawHttp2Member.ok("x"));
        TestProxy proxy = TestProxy.before(TestProxy.PATIENT, member.url());
        RawClient alice = proxy.connect()) {
      assertThat(alice.send(get("Authorization: NTLM alice\r\n")).readAnswer())
          .startsWith("HTTP/1.1 502");
      assertThat(proxy.settled(1).get(0).reason()).contains("NTLM");
      assertThat(alice.send(get()).readAnswer()).startsWith("HTTP/1.1 200");
      assertThat(member.heads()).hasSize(1);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
