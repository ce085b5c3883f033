package org.rpicluster.balancer.vertx.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.ASK;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.ECHO;
import static org.rpicluster.balancer.vertx.kit.WebSocketEcho.SWITCH;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/**
 * What becomes a tunnel, what does not, and that no client gets past the proxy by asking for one.
 */
class UpgradeTest {

  @Test
  void whatTheHandshakeIsAbout_reachesTheMember() throws Exception {
    try (RawMember member = new RawMember(ECHO);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET /chat?room=1 HTTP/1.1\r\nHost: a.test\r\nUpgrade: WebSocket\r\n"
              + "Connection: Upgrade\r\nOrigin: http://a.test\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Protocol: chat, superchat\r\n"
              + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 101");
      assertThat(member.heads().get(0))
          .startsWith("GET /chat?room=1 HTTP/1.1\r\n")
          .containsIgnoringCase("connection: upgrade\r\n")
          .containsIgnoringCase("upgrade: websocket\r\n")
          .contains("Origin: http://a.test\r\n")
          .contains("Sec-WebSocket-Version: 13\r\n")
          .contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
          .contains("Sec-WebSocket-Protocol: chat, superchat\r\n")
          .contains("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 OK",
        "302 Found",
        "401 Unauthorized",
        "403 Forbidden",
        "426 Upgrade Required"
      })
  void anyOtherAnswer_isRelayed_andTheConnectionGoesOn(String status) throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 "
                        + status
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Content-Length: 2\r\n\r\nno"),
                ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readAnswer()).startsWith("HTTP/1.1 " + status).endsWith("no");
      assertThat(client.send(ASK).readAnswer()).endsWith("next");
      assertThat(client.get("/").readAnswer()).endsWith("next");
      assertThat(proxy.settled(3)).hasSize(3);
      assertThat(member.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket, h2c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
            + "Upgrade: h2c\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websockets\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nUpgrade: websocket\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Content-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Content-Length: 2\r\n\r\nxy",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nConnection: Upgrade, keep-alive\r\n"
            + "Upgrade: websocket\r\n\r\n",
      })
  void whatIsNotOneWholeRequestForAWebSocket_isNotPassedOnAsOne(String head) throws Exception {
    try (RawMember member = new RawMember(ok("plain"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(head).readAnswer()).contains(" 200 OK").endsWith("plain");
      assertThat(member.heads().get(0))
          .doesNotContainIgnoringCase("upgrade")
          .doesNotContainIgnoringCase("h2c");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
      })
  void switchToAnythingElse_isTheMembersFault(String head) throws Exception {
    try (RawMember member = new RawMember(says(head));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readAnswer()).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void bytesBehindARefusedUpgrade_areTheNextRequest() throws Exception {
    try (RawMember member =
            new RawMember(
                says("HTTP/1.1 426 No\r\nContent-Length: 2\r\n\r\nno"), ok("checked like any"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(ASK + "GET /next HTTP/1.1\r\nHost: a.test\r\nX-Forwarded-Host: evil\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 426");
      assertThat(client.readAnswer()).endsWith("checked like any");
      assertThat(member.heads().get(1)).startsWith("GET /next ").doesNotContain("evil");
    }
  }

  /** They stay the bytes that they are until the answer says whose they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /internal HTTP/1.1\r\nHost: a.test\r\n\r\n",
        "GET /internal HTTP/1.1\r\nHost",
        "\u0081\u0085\n\n\n\nabc",
        "\u0081"
      })
  void bytesBeforeThe101_areTheTunnels_andNoRequest(String early) throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    Reply accepts =
        connection -> {
          connection.write(SWITCH);
          received.complete(connection.read(early.length()));
        };
    try (RawMember member = new RawMember(accepts);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK + early).readHead()).startsWith("HTTP/1.1 101");
      assertThat(received.get(20, TimeUnit.SECONDS)).as("what the member got").isEqualTo(early);
      assertThat(member.heads()).hasSize(1);
    }
  }

  @Test
  void bytesBeforeThe101_inASegmentOfTheirOwn_areTheTunnelsToo() throws Exception {
    String early = "GET /internal HTTP/1.1\r\nHost: a.test\r\n\r\n";
    CompletableFuture<String> received = new CompletableFuture<>();
    CompletableFuture<Void> asked = new CompletableFuture<>();
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Reply acceptsLate =
        connection -> {
          asked.complete(null);
          sent.join();
          connection.write(SWITCH);
          received.complete(connection.read(early.length()));
        };
    try (RawMember member = new RawMember(acceptsLate, ok("other"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect();
        RawClient other = proxy.connect()) {
      client.send(ASK);
      asked.get(20, TimeUnit.SECONDS);
      client.send(early);
      // The loop is the same: once another exchange is through, the bytes have been read.
      assertThat(other.get("/").readAnswer()).endsWith("other");
      sent.complete(null);
      assertThat(client.readHead()).startsWith("HTTP/1.1 101");
      assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(early);
      assertThat(member.heads()).noneMatch(head -> head.contains("internal"));
    }
  }

  @Test
  void upgradeBehindAnotherRequest_opensItsTunnelWhenItIsItsTurn() throws Exception {
    try (RawMember member = new RawMember(ok("first"), ECHO);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n" + ASK);
      assertThat(client.readAnswer()).endsWith("first");
      assertThat(client.readHead()).startsWith("HTTP/1.1 101");
    }
  }
}
