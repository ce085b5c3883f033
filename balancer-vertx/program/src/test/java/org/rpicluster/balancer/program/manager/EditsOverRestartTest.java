package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;

/** Who has edited what is known in the next program, and can be taken back there. */
@Timeout(60)
class EditsOverRestartTest {

  private static final int MEMBERS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;

  private StartedProgram start() {
    String members =
        IntStream.rangeClosed(1, MEMBERS)
            .mapToObj(i -> "{id: m" + i + ", url: 'http://127.0.0.1:" + i + "'}")
            .collect(Collectors.joining(", "));
    return new StartedProgram(
        "listen: 127.0.0.1:0\nstateFile: "
            + directory.resolve("state.json")
            + "\nclusters: {c: {members: ["
            + members
            + "]}}\nroutes: [{path: /m, manager: {}}]\n");
  }

  private HttpResponse<String> send(StartedProgram program, String method, String path, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + program.port(0) + "/m/api" + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonArray edits(StartedProgram program) throws Exception {
    return new JsonObject(send(program, "GET", "/edits", "").body()).getJsonArray("edits");
  }

  @Test
  void edits_areToldOfAfterARestart_goOnBeingNumbered_andAreUndone() throws Exception {
    JsonArray before;
    try (StartedProgram program = start()) {
      send(program, "PATCH", "/clusters/c/members/m1", "{\"weight\": 2}");
      send(program, "PATCH", "/clusters/c", "{\"strategy\": \"random\"}");
      before = edits(program);
    }
    try (StartedProgram program = start()) {
      assertThat(edits(program)).isEqualTo(before);
      assertThat(before.getJsonObject(1).getString("who")).isEqualTo("127.0.0.1");
      assertThat(send(program, "POST", "/edits/1/undo", "").statusCode()).isEqualTo(200);
      assertThat(edits(program).getJsonObject(0).getInteger("number")).isEqualTo(3);
      assertThat(send(program, "POST", "/edits/1/undo", "").statusCode()).isEqualTo(409);
      assertThat(new JsonObject(send(program, "GET", "/clusters/c/members/m1", "").body()))
          .contains(Map.entry("weight", 1));
    }
  }

  @Test
  void editOfManyMembers_isUndoneAfterARestart() throws Exception {
    try (StartedProgram program = start()) {
      for (int i = 1; i <= MEMBERS; i++) {
        send(program, "PATCH", "/clusters/c/members/m" + i, "{\"weight\": 2}");
      }
      send(program, "POST", "/clusters/c/reset", "");
      assertThat(edits(program).getJsonObject(0).getBoolean("undoable")).isTrue();
    }
    try (StartedProgram program = start()) {
      assertThat(edits(program).size()).isEqualTo(MEMBERS + 1);
      assertThat(edits(program).getJsonObject(0).getBoolean("undoable")).isTrue();
      String reset = "/edits/" + (MEMBERS + 1) + "/undo";
      assertThat(send(program, "POST", reset, "").statusCode()).isEqualTo(200);
      assertThat(new JsonObject(send(program, "GET", "/clusters/c/members/m7", "").body()))
          .contains(Map.entry("weight", 2));
    }
  }
}
