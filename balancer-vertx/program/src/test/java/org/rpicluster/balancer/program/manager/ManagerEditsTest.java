package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.BODY;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;
import static org.rpicluster.balancer.program.manager.ManagedProgram.assertError;
import static org.rpicluster.balancer.program.manager.ManagedProgram.error;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.slf4j.LoggerFactory;

/** Edits through the manager, as a user's program makes them: on the program, over sockets. */
@Timeout(60)
class ManagerEditsTest {

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void patchMember_changesWhatItSays_andAnswersTheMember() throws Exception {
    HttpResponse<String> answer =
        manager.send(
            "PATCH",
            PI2,
            """
            {"weight": 2.5, "set": 1, "role": "standby", "state": "draining",
             "route": "r2", "redirect": "r1", "maxInFlight": 9}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject member = new JsonObject(answer.body());
    assertThat(member.getMap())
        .containsEntry("id", "pi2")
        .containsEntry("weight", 2.5)
        .containsEntry("set", 1)
        .containsEntry("role", "standby")
        .containsEntry("state", "draining")
        .containsEntry("route", "r2")
        .containsEntry("redirect", "r1")
        .containsEntry("maxInFlight", 9);
    assertThat(manager.json(PI2)).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"weight": 0.5}                   | weight: 0.5 (expected: 1 to 100)
          {"weight": 101}                   | weight: 101 (expected: 1 to 100)
          {"weight": "2"}                   | weight: "2" (expected: 1 to 100)
          {"weight": 1e400}                 | weight: Infinity (expected: 1 to 100)
          {"weight": null}                  | weight: null (expected: 1 to 100)
          {"set": 100}                      | set: 100 (expected: 0 to 99)
          {"set": 1.5}                      | set: 1.5 (expected: 0 to 99)
          {"set": 99999999999}              | set: 99999999999 (expected: 0 to 99)
          {"role": "chief"}                 | role: chief (expected: active, spare, standby)
          {"role": 1}                       | role: 1 (expected: active, spare, standby)
          {"state": "N"}                    | state: N (expected: enabled, draining, disabled, stopped)
          {"maxInFlight": -1}               | maxInFlight: -1 (expected: 0 or more)
          {"route": "a;b"}                  | route: 'a;b' (expected: at most 128 letters without quotes, commas, semicolons and backslashes)
          {"weight": 5, "colour": 1}        | colour: unknown field (expected: weight, set, role, state, route, redirect, maxInFlight)
          {"weight": 0, "set": 100}         | weight: 0 (expected: 1 to 100); set: 100 (expected: 0 to 99)
          {"id": "x"}                       | id: unknown field (expected: weight, set, role, state, route, redirect, maxInFlight)
          {}                                | body: nothing (expected: any of weight, set, role, state, route, redirect, maxInFlight)
          {"weight": 5, "weight": 6}        | body: Duplicate field 'weight', line 1 column 23 (expected: a JSON object)
          {"weight": 5} {}                  | body: more than one value (expected: a JSON object)
          {"weight": 5                      | body: Unexpected end-of-input: expected close marker for Object, line 1 column 13 (expected: a JSON object)
          [1]                               | body: [ (expected: a JSON object)
          {"weight": [[[[[1]]]]]}           | body: nested deeper than 4, or a number too long (expected: a JSON object)
          """)
  void patchMember_withAnythingWrong_changesNothing(String body, String error) throws Exception {
    JsonObject before = manager.json(PI2);
    assertError(manager.send("PATCH", PI2, body), 400, error);
    assertThat(manager.json(PI2)).isEqualTo(before);
  }

  @Test
  void patchCluster_choosesInAnotherWay() throws Exception {
    HttpResponse<String> answer = manager.send("PATCH", C, "{\"strategy\": \"bybusyness\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("strategy")).isEqualTo("bybusyness");

    String options = "{\"strategy\": {\"name\": \"peak-ewma\", \"decay\": \"5s\"}}";
    assertThat(manager.send("PATCH", C, options).statusCode()).isEqualTo(200);
    assertThat(manager.json(C).getString("strategy")).isEqualTo("peak-ewma");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"strategy": "fastest"}                             | strategy: fastest (expected: bybusyness
          {"strategy": {"name": "peak-ewma", "decay": "x"}}   | decay: x (expected:
          {"strategy": {"name": "bybusyness", "decay": 1}}    | decay: 1 (expected: no option of bybusyness)
          {"strategy": {"decay": "5s"}}                       | strategy: null (expected: bybusyness
          {"strategy": 1}                                     | strategy: 1 (expected: bybusyness
          {}                                                  | strategy: null (expected: bybusyness
          {"strategy": "random", "members": []}               | members: unknown field (expected: strategy)
          """)
  void patchCluster_withAnythingWrong_changesNothing(String body, String error) throws Exception {
    HttpResponse<String> answer = manager.send("PATCH", C, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).startsWith(error);
    assertThat(manager.json(C).getString("strategy")).isEqualTo("byrequests");
  }

  @Test
  void postMember_adds_andSaysWhereItIs() throws Exception {
    HttpResponse<String> answer =
        manager.send("POST", C + "/members", "{\"url\": \"http://127.0.0.1:9\", \"weight\": 4}");

    assertThat(answer.statusCode()).isEqualTo(201);
    String location = answer.headers().firstValue("location").orElseThrow();
    assertThat(location).isEqualTo(C + "/members/127.0.0.1%3A9");
    assertThat(manager.json(location).getMap())
        .containsEntry("id", "127.0.0.1:9")
        .containsEntry("weight", 4);
    assertError(
        manager.send("POST", C + "/members", "{\"url\": \"http://127.0.0.1:9\"}"),
        409,
        "id: 127.0.0.1:9 (expected: an id that no member has)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b", "50%", "q?x", "#1", "%41", "[::1]:80", "a;b=c"})
  void memberId_ofAnySigns_isFoundByItsEscapes(String id) throws Exception {
    String body = new JsonObject().put("id", id).put("url", "http://127.0.0.1:9").encode();
    HttpResponse<String> added = manager.send("POST", C + "/members", body);
    String location = added.headers().firstValue("location").orElseThrow();

    assertThat(manager.json(location).getString("id")).isEqualTo(id);
    assertThat(manager.send("PATCH", location, BODY).statusCode()).isEqualTo(200);
    assertThat(manager.send("DELETE", location, "").statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                     | url: missing (expected: a text such as http://192.168.0.7:8080)
          {"url": "ftp://a"}                     | url: ftp://a (expected: http://, https://, h2c://, h2://, unix:/path)
          {"url": "http://u:secret@a"}           | url: http://…@a (expected: a URL without credentials)
          {"url": "http://a/path"}               | url: http://a/path (expected: scheme://host[:port]
          {"url": "http://a", "id": "a/b"}       | id: a/b (expected: a name without blanks and slashes)
          {"url": "http://a", "id": "k\u00fcche"} | id: k\u00fcche (expected: letters, digits and marks of ASCII, 1 to 128 of them)
          {"url": "http://a", "id": "a\\nb"}     | id: a
          {"url": "http://a", "helth": "up"}     | helth: unknown field (expected: url, id, weight
          """)
  void postMember_withAnythingWrong_addsNothing(String body, String error) throws Exception {
    HttpResponse<String> answer = manager.send("POST", C + "/members", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).startsWith(error).doesNotContain("secret");
    assertThat(manager.json(C).getJsonArray("members")).hasSize(2);
  }

  @Test
  void deleteMember_lets1Go_butNotTheLast() throws Exception {
    HttpResponse<String> answer = manager.send("DELETE", PI2, "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()).encode())
        .isEqualTo("{\"id\":\"pi2\",\"left\":true,\"inFlight\":0}");
    assertError(manager.send("GET", PI2, ""), 404, "id: pi2 (expected: pi1)");
    assertError(manager.send("DELETE", PI2, ""), 404, "id: pi2 (expected: pi1)");
    assertError(
        manager.send("DELETE", C + "/members/pi1", ""),
        409,
        "members: none (expected: 1 or more: pi1 is the last)");
  }

  @Test
  void recoverMember_answersTheMember() throws Exception {
    HttpResponse<String> answer = manager.send("POST", PI2 + "/recover", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("id")).isEqualTo("pi2");
    assertError(
        manager.send("POST", PI2 + "/recover", "{\"now\": true}"),
        400,
        "body: now (expected: no fields)");
  }

  @Test
  void unknownNames_are404_whateverIsAsked() throws Exception {
    String known = "id: x (expected: pi1, pi2)";
    assertError(manager.send("PATCH", C + "/members/x", BODY), 404, known);
    assertError(manager.send("DELETE", C + "/members/x", ""), 404, known);
    assertError(manager.send("POST", C + "/members/x/recover", ""), 404, known);
    assertError(manager.send("GET", C + "/members/x", ""), 404, known);
    assertError(
        manager.send("PATCH", P + "/api/clusters/d/members/x", BODY),
        404,
        "cluster: d (expected: c)");
    assertError(
        manager.send("GET", P + "/api/clusters/d/explain", ""), 404, "cluster: d (expected: c)");
  }

  @Test
  void explain_saysWhoIsNext_andChangesNothing() throws Exception {
    assertThat(manager.send("PATCH", PI2, "{\"state\": \"disabled\"}").statusCode()).isEqualTo(200);
    JsonObject explained = manager.json(C + "/explain");

    assertThat(explained.getString("next")).isEqualTo("pi1");
    assertThat(explained.getJsonArray("members").getJsonObject(0).getMap())
        .containsEntry("id", "pi1")
        .containsEntry("eligible", true)
        .containsEntry("pickable", true)
        .containsEntry("why", "eligible")
        .containsEntry("weight", 1.0)
        .containsEntry("inFlight", 0)
        .containsKeys("credit", "scores", "bytesToMember", "bytesFromMember");
    assertThat(explained.getJsonArray("members").getJsonObject(1).getMap())
        .containsEntry("why", "disabled")
        .containsEntry("pickable", false);
    assertThat(manager.json(C + "/explain")).isEqualTo(explained);
  }

  @Test
  void everyEdit_worksOverHttp2() throws Exception {
    Http2Exchange http2 = new Http2Exchange(manager.http2Port);
    try (http2) {
      assertThat(http2.send("PATCH", PI2, BODY)).isEqualTo(200);
      assertThat(http2.send("PATCH", PI2, "{\"weight\": 0}")).isEqualTo(400);
      assertThat(http2.send("PATCH", C, "{\"strategy\": \"random\"}")).isEqualTo(200);
      assertThat(http2.send("POST", C + "/members", "{\"url\": \"http://127.0.0.1:9\"}"))
          .isEqualTo(201);
      assertThat(http2.send("POST", PI2 + "/recover", "")).isEqualTo(200);
      assertThat(http2.send("DELETE", PI2, "")).isEqualTo(202);
      assertThat(http2.send("PATCH", C, "{\"a\": \"" + "x".repeat(40_000) + "\"}")).isEqualTo(413);
    }
    assertThat(manager.json(C).getString("strategy")).isEqualTo("random");
  }

  @Test
  void editsAtOnce_ofDifferentSettings_areAllMade() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(manager.sendAsync("PATCH", PI2, "{\"weight\": " + (2 + i) + "}"));
      answers.add(manager.sendAsync("PATCH", PI2, "{\"set\": " + i + "}"));
      answers.add(
          manager.sendAsync(
              "POST", C + "/members", "{\"url\": \"http://127.0.0.1:" + (9 + i) + "\"}"));
    }
    manager.reload("{}");
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isBetween(200, 201);
    }
    JsonObject member = manager.json(PI2);
    assertThat(member.getInteger("weight")).isBetween(2, 21);
    assertThat(manager.json(C).getJsonArray("members")).hasSize(22);
  }

  @Test
  void everyChange_isLogged_withWhoAndFromWhichValue() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(Program.class.getPackageName());
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      manager.send("PATCH", PI2, "{\"weight\": 3, \"state\": \"disabled\"}");
      manager.send("PATCH", C, "{\"strategy\": \"bybusyness\"}");
      manager.send("PATCH", C, "{\"strategy\": \"bybusyness\"}");
      manager.send("POST", C + "/members", "{\"url\": \"http://127.0.0.1:9\", \"set\": 1}");
      manager.send("POST", PI2 + "/recover", "");
      manager.send("DELETE", PI2, "");
      manager.send("DELETE", PI2, "");
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "cluster c: edit by 127.0.0.1: pi2: weight from 1 to 3, state from enabled to disabled",
              "cluster c: edit by 127.0.0.1: strategy from byrequests to bybusyness",
              "cluster c: edit by 127.0.0.1: strategy as it was",
              "cluster c: edit by 127.0.0.1: 127.0.0.1:9 is added, http://127.0.0.1:9, set 1",
              "cluster c: edit by 127.0.0.1: pi2 is recovered from up",
              "cluster c: edit by 127.0.0.1: pi2 is removed, in flight on it: 0");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
  }

  private static final class Http2Exchange implements AutoCloseable {

    private final Http2Client client;

    Http2Exchange(int port) {
      client = new Http2Client(port);
    }

    int send(String method, String path, String body) throws Exception {
      var request = client.request(HttpMethod.valueOf(method), path);
      request.authority(HostAndPort.authority("localhost", -1));
      request.putHeader("Content-Type", "application/json");
      return client.send(request, Buffer.buffer(body)).head().statusCode();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
