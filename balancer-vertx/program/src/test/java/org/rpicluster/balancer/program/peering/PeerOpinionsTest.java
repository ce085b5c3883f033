package org.rpicluster.balancer.program.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.peering.TwoBalancers.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a balancer does about a member that another one finds dead. */
@Timeout(180)
class PeerOpinionsTest {

  @TempDir private Path home;
  private TwoBalancers both;

  @BeforeEach
  void make() throws IOException {
    both = new TwoBalancers(home);
  }

  @AfterEach
  void stop() {
    both.close();
  }

  /** A balancer is asked for something, and asks a member. */
  private void ask(int balancer) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), both.port(balancer))) {
      String head = "GET / HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readAllBytes();
    }
  }

  private void startBoth() {
    both.start(0);
    both.start(1);
    await(() -> both.seenBy(0).size() == 2 && both.seenBy(1).size() == 2);
  }

  @Test
  void memberThatIsBelievedToBeDead_isOut_untilTheOtherFindsItWell() throws IOException {
    HttpServer well =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    well.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    well.start();
    try {
      String url = "http://127.0.0.1:" + well.getAddress().getPort();
      both.settings("opinions: believe", "failure: {failures: 1, retry: 1h}");
      both.members("{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi2, url: '" + url + "'}");
      startBoth();

      ask(0);

      await(() -> both.setting(1, "pi1", "health").equals("down"));
      assertThat(both.setting(1, "pi1", "healthReason")).isEqualTo("peer balancer0 finds it down");
      both.manager(0).change("POST", "/clusters/c/members/pi1/recover", new JsonObject());
      await(() -> !both.setting(1, "pi1", "health").equals("down"));
    } finally {
      well.stop(0);
    }
  }

  @Test
  void memberThatAnotherFindsDead_isProbedAtOnce_andNotTakenOutBefore() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      both.settings(
          "",
          "failure: {failures: 1, retry: 1h}, probe: {interval: 1h, intervalDown: 1s, fall: 1,"
              + " timeout: 100ms}, timeouts: {firstByte: 100ms}");
      both.members("{id: pi1, url: '" + url + "'}, {id: pi2, url: 'http://127.0.0.1:2'}");
      startBoth();
      assertThat(both.setting(1, "pi1", "health")).isEqualTo("up");

      ask(0);

      await(() -> both.setting(1, "pi1", "health").equals("down"));
      assertThat(both.setting(1, "pi1", "healthReason").toString()).doesNotContain("peer");
    }
  }
}
