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
import java.util.List;
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

  /** Of the members pi1 is dead, and pi2 answers. */
  private HttpServer believing() throws IOException {
    HttpServer well =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    well.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    well.start();
    String url = "http://127.0.0.1:" + well.getAddress().getPort();
    both.settings("opinions: believe", "failure: {failures: 1, retry: 1h}");
    both.members("{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi2, url: '" + url + "'}");
    return well;
  }

  private void recover(int balancer) {
    both.manager(balancer).change("POST", "/clusters/c/members/pi1/recover", new JsonObject());
  }

  private boolean isDown(int balancer) {
    return both.setting(balancer, "pi1", "health").equals("down");
  }

  /** A balancer finds out by its own requests, however many it takes until one is for pi1. */
  private void findDown(int balancer) {
    await(
        () -> {
          ask(balancer);
          return isDown(balancer);
        });
  }

  @Test
  void memberThatIsBelievedToBeDead_isOut_untilTheOtherFindsItWell() throws IOException {
    HttpServer well = believing();
    try {
      startBoth();

      findDown(0);

      await(() -> isDown(1));
      assertThat(both.setting(1, "pi1", "healthReason")).isEqualTo("peer balancer0 finds it down");
      recover(0);
      await(() -> !isDown(1));
    } finally {
      well.stop(0);
    }
  }

  @Test
  void memberThatTwoFindDead_isOutForTheThird_untilBothFindItWell() throws IOException {
    both.close();
    both = new TwoBalancers(home, 3);
    HttpServer well = believing();
    try {
      for (int i = 0; i < 3; i++) {
        both.start(i);
      }
      await(() -> both.seenBy(0).size() == 3 && both.seenBy(2).size() == 3);
      findDown(0);
      await(() -> isDown(1) && isDown(2));
      recover(1);
      findDown(1);
      await(() -> finding(2).equals(List.of("balancer0", "balancer1")));
      recover(0);
      await(() -> finding(2).equals(List.of("balancer1")));

      assertThat(isDown(2)).isTrue();
      recover(1);
      await(() -> !isDown(2));
    } finally {
      well.stop(0);
    }
  }

  /** The balancers that find pi1 down, as one has heard. */
  private List<String> finding(int balancer) {
    return both.seenBy(balancer).stream()
        .filter(each -> each.getJsonObject("unwell").encode().contains("\"pi1\":\"down\""))
        .map(each -> each.getString("name"))
        .toList();
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
