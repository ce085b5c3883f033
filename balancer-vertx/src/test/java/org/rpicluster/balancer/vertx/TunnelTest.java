package org.rpicluster.balancer.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;
import static org.rpicluster.balancer.vertx.kit.RawMember.says;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.RawMember.Reply;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** WebSocket upgrades, and what must not become a tunnel. */
class TunnelTest {

  private static final String ASK =
      "GET /ws HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n";

  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Accept: y\r\n\r\n";

  private static final Reply ECHO =
      connection -> {
        connection.write(SWITCH + "first");
        for (String piece = connection.read(4); !piece.isEmpty(); piece = connection.read(4)) {
          connection.write("<" + piece + ">");
        }
      };

  @Test
  void webSocket_carriesBytesBothWays() throws Exception {
    try (RawMember member = new RawMember(ECHO);
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readHead())
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("upgrade: websocket")
          .contains("Sec-WebSocket-Accept: y");
      assertThat(client.read(5)).isEqualTo("first");
      assertThat(client.send("ping").read(6)).isEqualTo("<ping>");
      assertThat(client.send("pong").read(6)).isEqualTo("<pong>");
      assertThat(member.heads().get(0))
          .containsIgnoringCase("connection: upgrade\r\n")
          .containsIgnoringCase("upgrade: websocket\r\n");
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isEqualTo(1);
      client.reset();
      assertThat(proxy.settled(1).get(0).status()).isEqualTo(101);
      assertThat(proxy.settled(1).get(0).bytesToClient()).isEqualTo(17);
      assertThat(proxy.balancer().candidates().get(0).counters().inFlight()).isZero();
    }
  }

  @Test
  void closeByTheMember_reachesTheClientAfterTheLastBytes() throws Exception {
    try (RawMember member =
            new RawMember(
                connection -> {
                  connection.write(SWITCH + "bye");
                  connection.close();
                });
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readAll()).startsWith("HTTP/1.1 101").endsWith("bye");
      assertThat(proxy.settled(1).get(0).end()).isEqualTo("tunnel closed");
    }
  }

  @Test
  void refusedUpgrade_opensNothing() throws Exception {
    try (RawMember member =
            new RawMember(
                says(
                    "HTTP/1.1 426 No\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Content-Length: 2\r\n\r\nno"),
                ok("next"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      assertThat(client.send(ASK).readAnswer()).startsWith("HTTP/1.1 426").endsWith("no");
      assertThat(client.get("/").readAnswer()).endsWith("next");
    }
  }

  @Test
  void otherProtocols_areNotAskedFor() throws Exception {
    try (RawMember member = new RawMember(ok("plain"));
        TestProxy proxy = TestProxy.before(member);
        RawClient client = proxy.connect()) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("plain");
      assertThat(member.heads().get(0)).doesNotContainIgnoringCase("h2c");
    }
  }
}
