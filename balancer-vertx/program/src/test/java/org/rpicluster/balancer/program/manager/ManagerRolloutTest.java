package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;
import static org.rpicluster.balancer.program.manager.ManagedProgram.assertError;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a roll-out says of itself, and who sees it: on the program, over sockets. */
@Timeout(60)
class ManagerRolloutTest {

  private static final String V1 = "20261128T120000Z-1a2b3c4d";
  private static final String V2 = "20261128T130000Z-5e6f7a8b";

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  private JsonObject report(String member, String step, String version) throws Exception {
    JsonObject report =
        new JsonObject()
            .put("target", V2)
            .put("member", member)
            .put("step", step)
            .put("detail", "3 <b>in</b> flight")
            .put("version", version);
    HttpResponse<String> answer = manager.send("POST", C + "/rollout", report.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  @Test
  void memberOfWhichNoRolloutHasSaidAnything_hasNoVersion() throws Exception {
    assertThat(manager.json(PI2).getMap()).containsEntry("version", null);
    assertThat(manager.json(C).getMap()).containsEntry("rollout", null);
  }

  @Test
  void membersHaveTheVersion_thatARolloutHasFound() throws Exception {
    report("pi1", "serves", V2);
    report("pi2", "serves", V1);
    report("pi2", "leaving", "");

    JsonObject rollout = manager.json(C).getJsonObject("rollout");
    assertThat(manager.json(PI2).getString("version")).isEqualTo(V1);
    assertThat(rollout.getMap())
        .containsEntry("target", V2)
        .containsEntry("updated", 1)
        .containsEntry("member", "pi2")
        .containsEntry("step", "leaving")
        .containsEntry("detail", "3 <b>in</b> flight")
        .containsKey("time");
  }

  @Test
  void rolloutThatIsDone_isNoLongerShown_butItsVersionsAre() throws Exception {
    report("pi2", "serves", V2);
    report("pi2", "done", "");
    assertThat(manager.json(C).getJsonObject("rollout")).isNotNull();

    report("", "done", "");

    assertThat(manager.json(C).getMap()).containsEntry("rollout", null);
    assertThat(manager.json(PI2).getString("version")).isEqualTo(V2);
  }

  @Test
  void page_saysHowTheRolloutGetsOn_asText() throws Exception {
    report("pi1", "serves", V2);
    report("pi2", "leaving", "");

    String page = manager.send("GET", P, "", "Accept", "text/html").body();

    assertThat(page)
        .contains("Roll-out of " + V2 + ", 1 of 2 have it: pi2 leaving: 3 &lt;b&gt;in")
        .contains("<span class=\"version\">" + V2 + "</span>")
        .doesNotContain("<b>in");
  }

  @Test
  void whatIsKnown_lastsOverAReload() throws Exception {
    report("pi2", "serves", V1);

    manager.reload("{}");

    assertThat(manager.json(PI2).getString("version")).isEqualTo(V1);
    assertThat(manager.json(C).getJsonObject("rollout").getString("step")).isEqualTo("serves");
  }

  @Test
  void memberThatLeaves_takesItsVersionWithIt() throws Exception {
    report("pi2", "serves", V1);
    manager.send("DELETE", PI2, "");
    report("pi1", "leaving", "");
    manager.send("POST", PI2 + "/reset", "");

    assertThat(manager.json(PI2).getMap()).containsEntry("version", null);
  }

  @Test
  void managerThatOnlyShows_takesNoReport() throws Exception {
    manager.reload("{readOnly: true}");

    assertThat(manager.send("POST", C + "/rollout", "{}").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|400|target: missing (expected: a text of up to 256 characters)",
        "{\"target\": \"v\"}|400|step: missing (expected: a text of up to 256 characters)",
        "{\"target\": 1}|400|target: 1 (expected: a text of up to 256 characters without control"
            + " characters)",
        "{\"target\": \"a\\nb\"}|400|target: 3 characters (expected: a text of up to 256"
            + " characters without control characters)",
        "{\"who\": \"x\"}|400|who: unknown field (expected: target, member, step, detail, version)",
        "{\"target\": \"v\", \"step\": \"s\", \"member\": \"pi9\"}|404|member: pi9 (expected: pi1,"
            + " pi2)",
      })
  void reportThatSaysNothing_isRefused(String body, int status, String error) throws Exception {
    assertError(manager.send("POST", C + "/rollout", body), status, error);
    assertThat(manager.json(C).getMap()).containsEntry("rollout", null);
  }

  @Test
  void reportOfAClusterThatThereIsNot_isRefused() throws Exception {
    assertError(
        manager.send("POST", P + "/api/clusters/d/rollout", "{\"target\": \"v\", \"step\": \"s\"}"),
        404,
        "cluster: d (expected: c)");
  }
}
