package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.login.NewLogin;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Users, tokens and readers of the manager, and who is asked for none of it. */
@Timeout(60)
class ManagerLoginTest {

  private static final NewLogin TOKEN = NewLogin.ofToken("deploy");
  private static final NewLogin READING = NewLogin.ofToken("watch");
  private static final String PI2 = "/balancer-manager/api/clusters/c/members/pi2";
  private static final String ANNA = basic("anna:secret");
  private static final String OTTO = basic("otto:secret");
  private static final String EDIT = "{\"weight\": 3}";

  @TempDir private Path directory;
  private StartedProgram program;

  @BeforeEach
  void start() throws IOException {
    Path users = directory.resolve("users");
    Files.writeString(
        users,
        String.join(
            "\n",
            NewLogin.ofPassword("anna", "secret", 4).line(),
            NewLogin.ofPassword("otto", "secret", 4).line(),
            TOKEN.line(),
            READING.line()));
    String yaml =
        """
        listen: [{address: "127.0.0.1:0"}, {address: "[::1]:0", name: inner}]
        trustedProxies: [127.0.0.3]
        clusters:
          c: {members: [{id: pi1, url: "http://127.0.0.1:1"}, {id: pi2, url: "http://127.0.0.1:2"}]}
        routes:
          - path: /balancer-manager
            users: USERS
            manager: {allow: [127.0.0.1, "::1", 10.0.0.0/8], readers: [otto, watch]}
          - {path: /inner, listener: inner, manager: {allow: ["::1/128"]}}
          - {path: /, cluster: c}
        """;
    program = new StartedProgram(yaml.replace("USERS", users.toString()));
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private static String basic(String both) {
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private String ask(String method, String path, String fields, String body) throws IOException {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: pi1\r\nAccept: application/json\r\n"
            + fields
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    try (RawClient client = program.connect(0)) {
      return client.send(head + body).readAnswer();
    }
  }

  private int status(String method, String path, String fields, String body) throws IOException {
    return Integer.parseInt(ask(method, path, fields, body).substring(9, 12));
  }

  private JsonObject json(String path) throws IOException {
    String answer = ask("GET", path, ANNA, "");
    return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  @Test
  void client_withoutAUser_isAskedForOne_andSeesNothing() throws Exception {
    for (String path : new String[] {"", "/api/clusters", "/api/events", "/manager.js"}) {
      assertThat(ask("GET", "/balancer-manager" + path, "", ""))
          .startsWith("HTTP/1.1 401 ")
          .containsIgnoringCase("www-authenticate: Basic realm=\"balancer\"");
    }
    assertThat(status("PATCH", PI2, "", EDIT)).isEqualTo(401);
    assertThat(status("PATCH", PI2, basic("anna:wrong"), EDIT)).isEqualTo(401);
    assertThat(status("PATCH", PI2, bearer("wrong"), EDIT)).isEqualTo(401);
    assertThat(json(PI2).getInteger("weight")).isEqualTo(1);
  }

  @Test
  void edits_areMade_byUserAndToken_andSayWho() throws Exception {
    assertThat(status("PATCH", PI2, ANNA, EDIT)).isEqualTo(200);
    assertThat(status("PATCH", PI2, bearer(TOKEN.secret()), "{\"weight\": 4}")).isEqualTo(200);
    assertThat(json("/balancer-manager/api/edits").getJsonArray("edits"))
        .extracting(edit -> ((JsonObject) edit).getString("who"))
        .containsExactly("deploy at 127.0.0.1", "anna at 127.0.0.1");
  }

  @Test
  void reader_seesAll_hasNoForms_andChangesNothing() throws Exception {
    for (String reader : new String[] {OTTO, bearer(READING.secret())}) {
      assertThat(status("GET", PI2, reader, "")).isEqualTo(200);
      assertThat(ask("GET", "/balancer-manager/clusters/c/members/pi2", reader, ""))
          .startsWith("HTTP/1.1 200 ")
          .doesNotContain("method=\"post\"", "name=\"nonce\"");
      assertThat(ask("GET", "/balancer-manager/api/clusters", reader, ""))
          .contains("\"mayEdit\" : false");
      assertThat(ask("PATCH", PI2, reader, EDIT))
          .startsWith("HTTP/1.1 403 ")
          .contains(" may see the balancer manager, and change nothing");
      assertThat(status("DELETE", PI2, reader, "")).isEqualTo(403);
    }
    assertThat(ask("GET", "/balancer-manager/clusters/c/members/pi2", ANNA, ""))
        .contains("method=\"post\"", "name=\"nonce\"");
    assertThat(json("/balancer-manager/api/clusters").getBoolean("mayEdit")).isTrue();
    assertThat(json(PI2).getInteger("weight")).isEqualTo(1);
  }

  @Test
  void guessing_isHeldBack_butNotWhoIsKnown() throws Exception {
    assertThat(status("GET", PI2, ANNA, "")).isEqualTo(200);
    for (int i = 0; i < 6; i++) {
      assertThat(status("GET", PI2, basic("anna:guess" + i), "")).isEqualTo(401);
    }
    assertThat(ask("GET", PI2, basic("anna:guess"), ""))
        .startsWith("HTTP/1.1 429 ")
        .containsIgnoringCase("retry-after: 1")
        .contains("Too many wrong passwords");
    assertThat(status("GET", PI2, bearer("guess"), "")).isEqualTo(429);
    assertThat(status("GET", PI2, OTTO, "")).isEqualTo(429);
    assertThat(status("GET", PI2, ANNA, "")).isEqualTo(200);
    assertThat(status("GET", PI2, bearer(TOKEN.secret()), "")).isEqualTo(200);
  }

  @Test
  void health_answersThisMachine_whateverIsAskedOfOthers() throws Exception {
    String health = "/balancer-manager/health";
    assertThat(ask("GET", health, "", "")).startsWith("HTTP/1.1 200 ").contains("ready");
    assertThat(status("POST", health, "", "")).isEqualTo(405);
    program.reload(
        """
        listen: [{address: "127.0.0.1:0"}, {address: "[::1]:0", name: inner}]
        clusters: {c: {members: ["http://127.0.0.1:1"]}}
        routes:
          - {path: /balancer-manager, host: "*.example.org", manager: {allow: [10.0.0.0/8]}}
          - {path: /other, access: denied, manager: {allow: [10.0.0.0/8]}}
        """);
    assertThat(status("GET", "/other/health", "", "")).isEqualTo(200);
    assertThat(status("GET", "/other/api/clusters", "", "")).isEqualTo(403);
    assertThat(status("GET", "/other", "", "")).isEqualTo(403);
  }

  @Test
  void manager_ofAnInnerListener_isThereAlone_forIpv6() throws Exception {
    try (RawClient client = new RawClient(InetAddress.getByName("::1"), program.port(1))) {
      assertThat(client.send("GET /inner/health HTTP/1.1\r\nHost: pi1\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
      assertThat(client.send("GET /inner/api/clusters HTTP/1.1\r\nHost: pi1\r\n\r\n").readAnswer())
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(status("GET", "/inner/api/clusters", "", "")).as("to the members").isEqualTo(503);
  }
}
