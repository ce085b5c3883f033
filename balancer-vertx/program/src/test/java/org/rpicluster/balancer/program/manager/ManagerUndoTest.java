package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has been edited, undone, and put back to the file: on the program, over sockets. */
@Timeout(60)
class ManagerUndoTest {

  private static final String EDITS = P + "/api/edits";

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  private JsonObject made(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = manager.send(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return new JsonObject(answer.body());
  }

  /** The newest edit. */
  private JsonObject last() throws Exception {
    return manager.json(EDITS).getJsonArray("edits").getJsonObject(0);
  }

  private HttpResponse<String> undo(JsonObject edit) throws Exception {
    return manager.send("POST", EDITS + "/" + edit.getLong("number") + "/undo", "");
  }

  @Test
  void edits_sayWhoHasChangedWhat_andInWhatTheFileDiffers() throws Exception {
    made("PATCH", PI2, "{\"weight\": 3}");
    made("PATCH", C, "{\"strategy\": \"bybusyness\"}");

    JsonObject edits = manager.json(EDITS);
    assertThat(edits.getJsonArray("edits")).hasSize(2);
    assertThat(last().getMap())
        .containsEntry("number", 2)
        .containsEntry("who", "127.0.0.1")
        .containsEntry("cluster", "c")
        .containsEntry("member", "")
        .containsEntry("what", "strategy from byrequests to bybusyness")
        .containsEntry("undoable", true)
        .containsKey("time");
    JsonObject cluster = edits.getJsonArray("clusters").getJsonObject(0);
    assertThat(cluster.getJsonObject("strategy").getMap())
        .containsEntry("file", "byrequests")
        .containsEntry("now", "bybusyness")
        .containsEntry("who", "127.0.0.1");
    JsonObject member = cluster.getJsonArray("members").getJsonObject(0);
    assertThat(member.getString("difference")).isEqualTo("changed");
    assertThat(member.getJsonObject("settings"))
        .isEqualTo(new JsonObject("{\"weight\": {\"file\": 1, \"now\": 3}}"));
  }

  @Test
  void member_isBackToTheFile_byReset() throws Exception {
    JsonObject before = manager.json(PI2);
    made("PATCH", PI2, "{\"weight\": 3, \"state\": \"stopped\", \"route\": \"r\"}");
    made("POST", PI2 + "/reset", "");

    assertThat(manager.json(PI2).getInteger("weight")).isEqualTo(1);
    assertThat(manager.json(PI2).getString("route")).isEqualTo(before.getString("route"));
    assertThat(differing()).isEmpty();
  }

  @Test
  void member_thatWasRemoved_isBack_byReset() throws Exception {
    made("DELETE", PI2, "");
    assertThat(manager.send("GET", PI2, "").statusCode()).isEqualTo(404);
    made("POST", PI2 + "/reset", "");

    assertThat(manager.json(PI2).getString("state")).isEqualTo("enabled");
  }

  @Test
  void member_thatWasAdded_leaves_byReset() throws Exception {
    made("POST", C + "/members", "{\"url\": \"http://127.0.0.1:3\", \"id\": \"pi3\"}");
    JsonObject left = made("POST", C + "/members/pi3/reset", "");

    assertThat(left.getBoolean("left")).isTrue();
    assertThat(manager.json(C).getJsonArray("members")).hasSize(2);
    assertThat(differing()).isEmpty();
  }

  @Test
  void reset_ofAMemberThatThereIsNot_isRefused() throws Exception {
    assertThat(manager.send("POST", C + "/members/pi9/reset", "").statusCode()).isEqualTo(404);
    assertThat(manager.send("POST", P + "/api/clusters/d/reset", "").statusCode()).isEqualTo(404);
  }

  @Test
  void everyEdit_isUndone_theLastFirst() throws Exception {
    JsonArray before = manager.json(C).getJsonArray("members");
    made("PATCH", C, "{\"strategy\": \"random\"}");
    JsonObject strategy = last();
    made("PATCH", PI2, "{\"weight\": 3}");
    JsonObject weight = last();
    made("DELETE", PI2, "");
    JsonObject removal = last();
    made("POST", C + "/members", "{\"url\": \"http://127.0.0.1:3\"}");
    JsonObject addition = last();

    assertThat(undo(weight).statusCode()).as("the removal is above it").isEqualTo(409);
    for (JsonObject edit : new JsonObject[] {addition, removal, weight, strategy}) {
      assertThat(undo(edit).statusCode()).isEqualTo(200);
      assertThat(last().getString("what")).isEqualTo("undone: " + edit.getString("what"));
    }
    JsonArray after = manager.json(C).getJsonArray("members");
    assertThat(after.getJsonObject(1).getInteger("weight")).isEqualTo(1);
    assertThat(after).hasSameSizeAs(before);
    assertThat(manager.json(C).getString("strategy")).isEqualTo("byrequests");
    assertThat(differing()).isEmpty();
  }

  @Test
  void undo_isUndone() throws Exception {
    made("PATCH", PI2, "{\"weight\": 3}");
    undo(last());
    undo(last());

    assertThat(manager.json(PI2).getInteger("weight")).isEqualTo(3);
  }

  @Test
  void edit_thatIsNotKnown_orHasChangedNothing_isNotUndone() throws Exception {
    assertThat(manager.send("POST", EDITS + "/77/undo", "").statusCode()).isEqualTo(404);
    assertThat(manager.send("POST", EDITS + "/x/undo", "").statusCode()).isEqualTo(404);
    made("POST", PI2 + "/recover", "");
    assertThat(last().getBoolean("undoable")).isFalse();
  }

  @Test
  void edits_areBounded() throws Exception {
    for (int i = 0; i < 110; i++) {
      made("PATCH", PI2, "{\"weight\": " + (1 + i % 2) + "}");
    }
    assertThat(manager.json(EDITS).getJsonArray("edits")).hasSize(100);
  }

  private JsonArray differing() throws Exception {
    return manager.json(EDITS).getJsonArray("clusters").getJsonObject(0).getJsonArray("members");
  }
}
