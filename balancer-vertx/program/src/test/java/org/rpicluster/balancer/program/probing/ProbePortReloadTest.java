package org.rpicluster.balancer.program.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Members that are asked for their health at another port than their requests go to. */
@Timeout(60)
class ProbePortReloadTest {

  private static final String OFTEN =
      "interval: 100ms, intervalDown: 100ms, timeout: 20s, rise: 2, fall: 2";

  private static final String API = "/m/api/clusters/c/members/a";

  private final HttpClient client = HttpClient.newHttpClient();
  private final RawMember traffic = new RawMember(RawMember.ok("traffic"));
  private final RawMember probed = new RawMember(RawMember.ok("probed"));

  @TempDir private Path directory;

  ProbePortReloadTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    traffic.close();
    probed.close();
  }

  @Test
  void deadPort_takesTheMemberOut_thoughRequestsWouldBeAnswered() throws Exception {
    try (Program program = start(traffic.port(), "", "port: 2, ")) {
      await().until(() -> health(program).equals("down"));

      assertThat(member(program).getString("healthReason")).contains("refused");
      assertThat(send(program, "GET", "/", "").statusCode()).isEqualTo(503);
      assertThat(traffic.connections()).isZero();
    }
  }

  @Test
  void livingPort_keepsTheMember_thoughNothingListensForRequests() throws Exception {
    try (Program program = start(1, "", "port: " + probed.port() + ", ")) {
      await().until(() -> probed.heads().size() > 4);

      assertThat(health(program)).isEqualTo("up");
      assertThat(probed.heads())
          .allMatch(head -> head.contains("\r\nHost: 127.0.0.1:" + probed.port() + "\r\n"));
    }
  }

  @Test
  void membersOwn_comesBeforeTheClusters_andOutlivesAPatch_andARestart() throws Exception {
    String own = ", probe: {port: " + probed.port() + "}";
    try (Program program = start(1, own, "port: 2, ")) {
      await().until(() -> !probed.heads().isEmpty());
      HttpResponse<String> patched = send(program, "PATCH", API, "{\"weight\": 3}");
      assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
      awaitProbesMore();
      assertThat(health(program)).isEqualTo("up");
    }
    try (Program program = start(1, own, "port: 2, ")) {
      assertThat(member(program).getInteger("weight")).isEqualTo(3);
      awaitProbesMore();
      assertThat(health(program)).isEqualTo("up");
    }
  }

  @Test
  void reload_movesTheProbes_ofTheCluster_andOfAMember() throws Exception {
    try (Program program = start(1, "", "port: 2, ")) {
      await().until(() -> health(program).equals("down"));

      program.change(configuration(1, "", "port: " + probed.port() + ", "));
      await().until(() -> !health(program).equals("down"));

      program.change(configuration(1, ", probe: {port: 2}", "port: " + probed.port() + ", "));
      await().until(() -> health(program).equals("down"));

      String own = ", probe: {port: " + probed.port() + "}";
      program.change(configuration(1, own, ""));
      await().until(() -> !health(program).equals("down"));
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  /** Two more: one may have been under way. */
  private void awaitProbesMore() {
    int before = probed.heads().size();
    await().until(() -> probed.heads().size() > before + 1);
  }

  private Program start(int port, String ofMember, String ofCluster) {
    return Program.start(Platform.forProxy(), configuration(port, ofMember, ofCluster));
  }

  private Configuration configuration(int port, String ofMember, String ofCluster) {
    String yaml =
        """
        listen: 127.0.0.1:0
        stateFile: %s
        clusters:
          c:
            failure: {slowStart: 0s, panic: false}
            members: [{id: a, url: "http://127.0.0.1:%d"%s}]
            probe: {%s%s}
        routes: [{path: /m, manager: {}}, {path: /, cluster: c}]
        """;
    String text =
        String.format(
            Locale.ROOT, yaml, directory.resolve("state.json"), port, ofMember, ofCluster, OFTEN);
    return new YamlFrontEnd().read(new Source("test.yaml", text));
  }

  private String health(Program program) throws Exception {
    return member(program).getString("health");
  }

  private JsonObject member(Program program) throws Exception {
    return new JsonObject(send(program, "GET", API, "").body());
  }

  private HttpResponse<String> send(Program program, String method, String path, String body)
      throws Exception {
    int port = program.addresses().get(0).address().port();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
