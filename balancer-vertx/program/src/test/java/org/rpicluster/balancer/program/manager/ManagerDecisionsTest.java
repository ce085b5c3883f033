package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/**
 * Where the last requests went, and why: by sessions, by the strategy, past a member that fails.
 */
@Timeout(60)
class ManagerDecisionsTest {

  private static final String YAML =
      """
      listen: 127.0.0.1:0
      requestId: X-Request-Id
      trustedProxies: [127.0.0.1]
      clusters:
        c:
          sticky: {cookie: S}
          members:
            - {id: pi1, url: "%s", route: one}
            - {id: gone, url: "http://127.0.0.1:1", route: gone}
      routes: [{path: /m, manager: {}}, {path: /, cluster: c}]
      """;

  private RawMember member;
  private StartedProgram program;

  @BeforeEach
  void start() throws IOException {
    member = new RawMember(ok("1"), ok("2"), ok("3"), ok("4"));
    program = new StartedProgram(String.format(Locale.ROOT, YAML, member.url()));
  }

  @AfterEach
  void stop() throws IOException {
    program.close();
    member.close();
  }

  private String ask(String path, String fields) throws IOException {
    try (RawClient client = program.connect(0)) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n";
      return client.send(head + fields + "\r\n").readAnswer();
    }
  }

  /** As many as there are to be: a client may have its answer before its request has ended. */
  private List<JsonObject> decisions(String query, int count) {
    return Awaitility.await().until(() -> decisions(query), found -> found.size() == count);
  }

  private List<JsonObject> decisions(String query) throws IOException {
    String answer = ask("/m/api/clusters/c/decisions" + query, "");
    JsonObject json = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    return json.getJsonArray("decisions").stream().map(each -> (JsonObject) each).toList();
  }

  @Test
  void sessions_areSeen_whereTheyAre_andWhereTheyCouldNotBe() throws IOException {
    ask("/first?token=secret", "Cookie: S=x.one\r\nX-Request-Id: r-1\r\n");
    ask("/second", "Cookie: S=x.gone\r\nX-Request-Id: r-2\r\n");

    List<JsonObject> all = decisions("", 2);
    assertThat(all).extracting(it -> it.getString("path")).containsExactly("/second", "/first");
    assertThat(all.get(1).getMap())
        .containsEntry("requestId", "r-1")
        .containsEntry("method", "GET")
        .containsEntry("route", "one")
        .containsEntry("member", "pi1")
        .containsEntry("why", "its session is there")
        .containsEntry("attempts", 1)
        .containsEntry("status", 200)
        .containsEntry("end", "complete");
    assertThat(all.get(0).getString("why"))
        .isEqualTo("after 1 other: its session's member could not have it");
  }

  @Test
  void request_isFound_byItsId_itsRoute_andItsMember() throws IOException {
    ask("/first", "Cookie: S=x.one\r\nX-Request-Id: r-1\r\n");
    ask("/second", "Cookie: S=x.gone\r\nX-Request-Id: r-2\r\n");

    assertThat(decisions("", 2)).hasSize(2);
    assertThat(decisions("?of=r-2")).hasSize(1);
    assertThat(decisions("?of=gone"))
        .extracting(it -> it.getString("requestId"))
        .containsExactly("r-2");
    assertThat(decisions("?of=pi1")).hasSize(2);
    assertThat(decisions("?of=r-9")).isEmpty();
    assertThat(Commands.run("explain", "--last", "r-2", "--manager", manager()).out())
        .hasSize(2)
        .element(1)
        .asString()
        .contains("GET /second", "r-2", "pi1", "could not have it");
    assertThat(Commands.run("explain", "--manager", manager(), "--last").out()).hasSize(3);
  }

  private String manager() {
    return "http://127.0.0.1:" + program.port(0) + "/m";
  }

  @Test
  void page_showsThem_andWhatClientsSayIsText() throws IOException {
    ask("/<script>", "Cookie: S=<b>.<i>\r\n");
    decisions("", 1);

    String page = ask("/m/clusters/c?of=%3Ci%3E", "");
    assertThat(page)
        .contains("Where the last requests went", "value=\"&lt;i&gt;\"")
        .doesNotContain("<i>", "/<script>", "token");
    assertThat(ask("/m/clusters/c?of=none", "")).contains("None of none");
  }

  @Test
  void clusterThatHasServedNothing_hasNone() throws IOException {
    assertThat(decisions("")).isEmpty();
    assertThat(ask("/m/clusters/c", "")).contains("None yet.");
    assertThat(ask("/m/api/clusters/x/decisions", "")).startsWith("HTTP/1.1 404 ");
  }
}
