package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API as its document has it: the methods of paths, the fields of answers and requests. */
@Timeout(60)
class ManagerDocumentTest {

  private static final String C = "/api/clusters/{cluster}";
  private static final String M = C + "/members/{member}";

  private final ManagedProgram manager = new ManagedProgram();
  private DocumentedApi api;

  @BeforeEach
  void read() throws Exception {
    api = new DocumentedApi(manager.json(P + "/api/openapi.json"));
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  private static String at(String path, String member) {
    return P + path.replace("{cluster}", "c").replace("{member}", member).replace("{edit}", "1");
  }

  /** Asks, and holds the answer against the document. */
  private JsonObject ask(String method, String path, String member, String body) throws Exception {
    HttpResponse<String> answer = manager.send(method, at(path, member), body);
    api.assertDocumented(method, path, answer.statusCode(), answer.body());
    return new JsonObject(answer.body());
  }

  @Test
  void answers_haveTheFieldsOfTheDocument_andNoOther() throws Exception {
    ask("PATCH", C, "", "{\"strategy\": {\"name\": \"peak-ewma\", \"decay\": \"5s\"}}");
    ask("PATCH", M, "pi2", "{\"weight\": 3}");
    ask("POST", C + "/members", "", "{\"url\": \"http://127.0.0.1:3\", \"id\": \"pi3\"}");
    ask("POST", M + "/recover", "pi3", "");
    ask(
        "POST",
        C + "/rollout",
        "",
        "{\"target\": \"7\", \"member\": \"pi2\", \"step\": \"drains\"}");
    for (String path :
        new String[] {
          "/health", "/api/openapi.json", "/api/clusters", C, C + "/explain", M, "/api/edits"
        }) {
      ask("GET", path, "pi2", "");
    }
    await().until(() -> manager.send("GET", at(C + "/history", ""), "").statusCode() == 200);
    ask("GET", C + "/history", "", "");
    ask("GET", M + "/history", "pi2", "");
    ask("POST", "/api/edits/{edit}/undo", "", "");
    ask("DELETE", M, "pi3", "");
    ask("POST", M + "/reset", "pi2", "");
    ask("POST", C + "/reset", "", "");
    ask("POST", M + "/recover", "pi9", "");
    assertThat(api.seen)
        .as("every schema of an answer was looked at")
        .containsAll(Set.of("Clusters", "Member", "Edits", "MemberDifference", "Explanation"))
        .containsAll(
            Set.of(
                "History",
                "Series",
                "Statuses",
                "Rollout",
                "RolloutReported",
                "Left",
                "Health",
                "Server",
                "Error"));
  }

  @Test
  void requests_takeEveryFieldOfTheDocument_andNoOther() throws Exception {
    JsonObject member = properties("MemberChange");
    for (String field : member.fieldNames()) {
      JsonObject all = ask("GET", M, "pi2", "");
      JsonObject same = new JsonObject().put(field, all.getValue(field));
      assertThat(ask("PATCH", M, "pi2", same.encode()).getValue(field))
          .isEqualTo(all.getValue(field));
    }
    JsonObject added = new JsonObject().put("url", "http://127.0.0.1:4").put("id", "pi4");
    JsonObject pi2 = ask("GET", M, "pi2", "");
    member.fieldNames().forEach(field -> added.put(field, pi2.getValue(field)));
    assertThat(added.put("route", "pi4").fieldNames())
        .isEqualTo(properties("NewMember").fieldNames());
    ask("POST", C + "/members", "", added.encode());
    assertThat(ask("PATCH", M, "pi2", "{\"wait\": 1}").getString("error")).contains("unknown");
    assertThat(ask("POST", C + "/members", "", "{\"x\": 1}").getString("error")).contains("url");
  }

  private JsonObject properties(String schema) {
    return new JsonObject(api.schemas()).getJsonObject(schema).getJsonObject("properties");
  }

  @Test
  void refusals_areOfStatusesThatTheDocumentHas() throws Exception {
    ask("GET", M, "pi9", "");
    ask("PATCH", M, "pi9", "{\"weight\": 1}");
    ask("PATCH", M, "pi2", "{\"weight\": 0}");
    ask("PATCH", M, "pi2", "nonsense");
    ask("PATCH", M, "pi2", "{\"route\": \"" + "x".repeat(20_000) + "\"}");
    ask("POST", C + "/members", "", "{\"url\": \"http://127.0.0.1:1\", \"id\": \"pi1\"}");
    ask("POST", "/api/edits/{edit}/undo", "", "");
    for (String path : api.paths()) {
      for (String method : new String[] {"post", "patch", "delete"}) {
        if (api.operation(method, path) != null) {
          HttpResponse<String> forged =
              manager.send(
                  method.toUpperCase(Locale.ROOT),
                  at(path, "pi2"),
                  "{}",
                  "Origin",
                  "http://evil.test");
          api.assertDocumented(method, path, forged.statusCode(), forged.body());
        }
      }
    }
    manager.reload("{readOnly: true}");
    ask("PATCH", M, "pi2", "{\"weight\": 2}");
    ask("POST", C + "/reset", "", "");
  }
}
