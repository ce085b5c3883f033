package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page's forms, as a browser without scripts sends them: on the program, over sockets. */
@Timeout(60)
class ManagerFormsTest {

  private static final String CLUSTER = P + "/clusters/c";
  private static final String MEMBER = CLUSTER + "/members/pi2";
  private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([-\\w]+)\"");

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  private String page(String path) throws Exception {
    HttpResponse<String> page = manager.send("GET", path, "", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  private String nonce() throws Exception {
    Matcher nonce = NONCE.matcher(page(P));
    assertThat(nonce.find()).isTrue();
    return nonce.group(1);
  }

  private HttpResponse<String> form(String path, String body, String... fields) throws Exception {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
    if (!all.contains("Accept")) {
      all.addAll(List.of("Accept", "text/html"));
    }
    return manager.send("POST", path, body, all.toArray(String[]::new));
  }

  private HttpResponse<String> own(String path, String body) throws Exception {
    return form(path, "nonce=" + nonce() + "&" + body);
  }

  private void assertDone(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location").orElseThrow()).startsWith(P);
  }

  @Test
  void form_changesAMember_andLeadsBackToThePage() throws Exception {
    assertDone(own(MEMBER, "do=change&weight=2.5&was.weight=1&state=draining&was.state=enabled"));

    assertThat(manager.json(PI2).getMap())
        .containsEntry("weight", 2.5)
        .containsEntry("state", "draining")
        .containsEntry("edited", "changed");
    assertThat(page(P)).contains("data-member=\"pi2\" data-standing=\"draining\"", ">edited<");
    assertThat(page(MEMBER)).contains("file: enabled", "file: 1<");
  }

  @Test
  void form_forTheScript_isAnsweredInJson_withWhatCanBeUndone() throws Exception {
    HttpResponse<String> answer =
        form(MEMBER, "nonce=" + nonce() + "&state=disabled", "Accept", "application/json");
    JsonObject done = new JsonObject(answer.body());
    assertThat(done.getString("done")).isEqualTo("pi2: state from enabled to disabled");

    assertDone(own(P + "/edits", "undo=" + done.getLong("undo")));
    assertThat(manager.json(PI2).getMap())
        .containsEntry("state", "enabled")
        .containsEntry("edited", "no");
  }

  @Test
  void form_ofAnotherPage_changesNothing() throws Exception {
    JsonObject before = manager.json(C);
    for (String body : List.of("state=stopped", "nonce=&state=stopped", "nonce=0&do=remove")) {
      HttpResponse<String> answer = form(MEMBER, body);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("Nothing has changed", "load the page again");
    }
    HttpResponse<String> forged =
        form(MEMBER, "nonce=" + nonce() + "&state=stopped", "Origin", "http://evil.test");
    assertThat(forged.statusCode()).isEqualTo(403);
    HttpResponse<String> plain =
        manager.send(
            "POST", MEMBER, "nonce=" + nonce() + "&do=remove", "Content-Type", "text/plain");
    assertThat(plain.statusCode()).isEqualTo(415);
    assertThat(manager.json(C).getJsonArray("members")).isEqualTo(before.getJsonArray("members"));
  }

  @Test
  void get_changesNothing() throws Exception {
    page(MEMBER + "?nonce=" + nonce() + "&state=stopped&do=change");

    assertThat(manager.json(PI2).getString("state")).isEqualTo("enabled");
  }

  @Test
  void mistake_isSaid_onAPage() throws Exception {
    HttpResponse<String> answer = own(MEMBER, "weight=0.5&was.weight=1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.body()).contains("weight: 0.5 (expected: 1 to 100");
  }

  @Test
  void cluster_isChanged_andPutBackToTheFile() throws Exception {
    assertDone(own(CLUSTER, "do=strategy&strategy=bybusyness&options="));
    assertDone(own(CLUSTER, "do=add&url=http%3A%2F%2F127.0.0.1%3A3&id=pi3&state=disabled"));
    assertDone(own(MEMBER, "do=remove"));
    JsonObject edited = manager.json(C);
    assertThat(edited.getString("strategy")).isEqualTo("bybusyness");
    assertThat(edited.getString("strategyOfFile")).isEqualTo("byrequests");
    assertThat(edited.getJsonArray("removed")).containsExactly("pi2");
    assertThat(page(P)).contains("data-removed=\"pi2\"", ">added<", "in the file: byrequests");

    assertDone(own(CLUSTER, "do=reset"));
    JsonObject back = manager.json(C);
    assertThat(back.getString("strategy")).isEqualTo("byrequests");
    assertThat(back.getJsonArray("removed")).isEmpty();
    assertThat(back.getJsonArray("members")).hasSize(2);
  }

  @Test
  void everyPage_isThere_andSaysWhatItIs() throws Exception {
    own(MEMBER, "weight=3");

    assertThat(page(P)).containsPattern("<span data-field=\"connections\">[1-9]");
    assertThat(page(CLUSTER)).contains("only requests find out", "max 2", "budget 20%");
    assertThat(page(CLUSTER)).contains("would go to", "<option value=\"byrequests\" selected>");
    assertThat(page(CLUSTER + "/add")).contains("name=\"url\"");
    assertThat(page(MEMBER)).contains("It is not probed");
    assertThat(page(P + "/edits"))
        .contains("pi2: weight from 1 to 3", "127.0.0.1", "name=\"undo\"");
    assertThat(manager.send("GET", CLUSTER + "/members/pi9", "").statusCode()).isEqualTo(404);
  }

  @Test
  void readOnlyManager_showsNoForms_andTakesNone() throws Exception {
    String nonce = nonce();
    manager.reload("{readOnly: true}");
    for (String path : List.of(P, CLUSTER, MEMBER)) {
      assertThat(page(path)).doesNotContain("<button name", "type=\"hidden\" name=\"was", "Save");
    }
    assertThat(form(MEMBER, "nonce=" + nonce + "&state=stopped").statusCode()).isEqualTo(405);
    assertThat(form(P + "/edits", "nonce=" + nonce + "&undo=1").statusCode()).isEqualTo(405);
  }

  @Test
  void readOnlyManager_showsWhatOthersHaveEdited() throws Exception {
    own(MEMBER, "weight=3");
    own(CLUSTER + "/members/pi1", "do=remove");
    manager.reload("{readOnly: true}");

    assertThat(manager.json(P + "/api/clusters/c/members/pi2").getString("edited"))
        .isEqualTo("changed");
    assertThat(page(P)).contains("/edits\" data-detail>Edits", "data-removed=\"pi1\"", ">edited<");
    assertThat(page(P)).doesNotContain("Put back");
    assertThat(page(P + "/edits"))
        .contains("pi2: weight from 1 to 3", "127.0.0.1")
        .doesNotContain("<button form", "name=\"nonce\"");
  }
}
