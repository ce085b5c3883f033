package org.rpicluster.balancer.vertx.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.rpicluster.balancer.vertx.manager.ManagerServer.PATH;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.edit.EditNotStored;
import org.rpicluster.balancer.vertx.edit.Editor;
import org.rpicluster.balancer.vertx.forwarded.AddressList;

@Timeout(60)
class ManagerTest {

  private final Balancer balancer =
      Balancer.builder("rpicluster", Strategies.byRequests())
          .member(Member.of("http://127.0.0.1:9001"))
          .member(Member.at("http://127.0.0.1:9002").id("pi2").weight(2.5).route("r2").build())
          .build();
  private final Balancer spaced =
      Balancer.builder("a b/c", Strategies.byTraffic())
          .member(Member.at("http://127.0.0.1:9003").state(AdminState.STOPPED).build())
          .build();
  private final ManagerServer server =
      new ManagerServer(List.of(balancer, spaced), "127.0.0.0/8", "::1");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void getCluster_byName_answersEveryFieldOfTheContract() throws Exception {
    JsonObject cluster = json(server.get(PATH + "/api/clusters/rpicluster"));

    assertThat(cluster.getString("name")).isEqualTo("rpicluster");
    assertThat(cluster.getString("strategy")).isEqualTo("byrequests");
    assertThat(member(cluster, 0).fieldNames())
        .contains(
            "id",
            "url",
            "weight",
            "set",
            "role",
            "state",
            "health",
            "healthReason",
            "healthSince",
            "route",
            "redirect",
            "eligible",
            "inFlight",
            "picks",
            "failures",
            "bytesToMember",
            "bytesFromMember",
            "credit",
            "lastProbe",
            "probes",
            "eligibility");
    assertThat(member(cluster, 1))
        .contains(
            entry("id", "pi2"),
            entry("url", "http://127.0.0.1:9002"),
            entry("weight", 2.5),
            entry("set", 0),
            entry("role", "active"),
            entry("state", "enabled"),
            entry("health", "up"),
            entry("route", "r2"),
            entry("redirect", ""),
            entry("eligible", true),
            entry("picks", 0),
            entry("credit", 0.0));
    assertThat(member(cluster, 0)).contains(entry("id", "127.0.0.1:9001"), entry("weight", 1));
  }

  @Test
  void getCluster_thatIsProbed_saysWhatTheLastProbesFound() throws Exception {
    JsonObject notProbed = member(json(server.get(PATH + "/api/clusters/rpicluster")), 0);
    assertThat(notProbed.getValue("lastProbe")).isNull();
    assertThat(notProbed.getJsonArray("probes")).isEmpty();
    ManualTime time = new ManualTime();
    List<Finding> findings = List.of(Finding.failed("503"), Finding.passed("200"));
    Iterator<Finding> next = findings.iterator();
    Balancer probed =
        Balancer.builder("probed", Strategies.byRequests())
            .member(Member.of("http://127.0.0.1:9001"))
            .ticker(time)
            .scheduler(time)
            .chance(() -> 0)
            .probing(
                ProbePolicy.DEFAULT,
                (member, told) -> {
                  time.schedule(7_000_000, () -> told.accept(next.next()));
                  return () -> "answer";
                })
            .build();
    time.advance(Duration.ofMillis(1500));
    try (ManagerServer other = new ManagerServer(List.of(probed), "127.0.0.0/8")) {
      JsonObject member = member(json(other.get(PATH + "/api/clusters/probed")), 0);

      assertThat(member.getJsonObject("lastProbe"))
          .containsExactly(
              entry("time", "2026-01-01T00:00:00.907Z"),
              entry("durationMillis", 7),
              entry("ok", true),
              entry("detail", "200"));
      assertThat(member.getJsonArray("probes")).hasSize(2);
      assertThat(member.getJsonArray("probes").getJsonObject(1).getString("detail"))
          .isEqualTo("503");
    }
  }

  @Test
  void getCluster_afterRequests_countsThem() throws Exception {
    balancer.update(List.of(Member.of("http://127.0.0.1:9001")));
    Lease ended = balancer.acquire();
    ended.addBytesToMember(10);
    ended.addBytesFromMember(2000);
    ended.complete(Outcome.RESET);
    balancer.recover("127.0.0.1:9001");
    balancer.acquire();

    JsonObject cluster = json(server.get(PATH + "/api/clusters/rpicluster"));
    assertThat(member(cluster, 0))
        .contains(
            entry("picks", 2),
            entry("inFlight", 1),
            entry("failures", 1),
            entry("bytesToMember", 10),
            entry("bytesFromMember", 2000),
            entry("health", "half open"),
            entry("share", 1.0));
    assertThat(cluster).contains(entry("waiting", 0), entry("retries", 0), entry("retriesLeft", 3));
    assertThat(cluster.getJsonObject("totals")).contains(entry("picks", 2), entry("members", 1));
  }

  @Test
  void getCluster_withANameThatNeedsEncoding_isFound() throws Exception {
    JsonObject cluster = json(server.get(PATH + "/api/clusters/a%20b%2Fc"));

    assertThat(cluster.getString("name")).isEqualTo("a b/c");
    assertThat(member(cluster, 0))
        .contains(entry("eligibility", "stopped"), entry("standing", "stopped"));
    assertThat(member(cluster, 0).getValue("credit")).isNull();
  }

  @Test
  void getClusters_always_listsThemInTheirOrder() throws Exception {
    JsonObject all = json(server.get(PATH + "/api/clusters"));
    assertThat(all.getJsonArray("clusters"))
        .extracting(c -> ((JsonObject) c).getString("name"))
        .containsExactly("rpicluster", "a b/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "?x=y"})
  void getPage_withAndWithoutASlash_showsEveryCluster(String suffix) throws Exception {
    HttpResponse<String> answer = server.get(PATH + suffix);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.body())
        .contains("data-cluster=\"rpicluster\"", "data-member=\"127.0.0.1:9001\"", ">pi2<")
        .contains("href=\"/balancer-manager/api/clusters/a%20b%2Fc\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manager.css", "manager.js", "icon.svg"})
  void getPage_always_refersToFilesThatAreThere(String name) throws Exception {
    assertThat(server.get(PATH).body()).contains("\"" + PATH + "/" + name + "\"");
    assertThat(server.get(PATH + "/" + name).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/manager.js", "/api/clusters", "/health", "/nothing"})
  void everyAnswer_goodOrBad_hasTheSecurityFields(String path) throws Exception {
    var fields = server.get(PATH + path).headers();

    assertThat(fields.firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(fields.firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(fields.firstValue("cache-control")).hasValue("no-store");
    assertThat(fields.firstValue("referrer-policy")).hasValue("same-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, ''", "HTTP_1_1, /api/clusters/a%20b%2Fc", "HTTP_1_1, /health",
    "HTTP_2, ''", "HTTP_2, /api/clusters/a%20b%2Fc", "HTTP_2, /health",
  })
  void head_ofAnything_hasTheFieldsOfGetAndNoBody(Version version, String path) throws Exception {
    HttpResponse<String> get = server.send(version, "GET", PATH + path);
    HttpResponse<String> head = server.send(version, "HEAD", PATH + path);

    assertThat(head.version()).isEqualTo(version);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(get.headers().firstValue("content-type"));
    assertThat(head.headers().firstValueAsLong("content-length"))
        .hasValue(get.headers().firstValueAsLong("content-length").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void otherMethods_whereItOnlyShows_areNotAllowed(String method) throws Exception {
    HttpResponse<String> answer = server.send(method, PATH + "/api/clusters/rpicluster");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(error(answer)).isEqualTo("method: " + method + " (expected: GET, HEAD, OPTIONS)");
  }

  @Test
  void getCluster_unknown_saysWhichThereAre() throws Exception {
    HttpResponse<String> answer = server.get(PATH + "/api/clusters/x");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error(answer)).isEqualTo("cluster: x (expected: rpicluster, a b/c)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api", "/api/clusters/rpicluster/x", "/../secret"})
  void get_unknownPath_is404AsJson(String path) throws Exception {
    HttpResponse<String> answer = server.get(PATH + path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error(answer)).isEqualTo("no such page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/api/clusters/%4"})
  void get_malformedEscape_is400(String path) throws Exception {
    assertThat(server.raw(PATH + path))
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("content-security-policy")
        .contains("\"error\" : \"the path is malformed\"");
  }

  @Test
  void health_whileOneClusterServes_isReadyAndNamesTheOther() throws Exception {
    HttpResponse<String> answer = server.get(PATH + "/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).encode())
        .isEqualTo("{\"status\":\"ready\",\"unavailable\":[\"a b/c\"]}");
  }

  @Test
  void health_whileEveryClusterServes_isReadyAndNothingElse() throws Exception {
    spaced.update(List.of(Member.of("http://127.0.0.1:9003")));
    assertThat(json(server.get(PATH + "/health")).encode()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void health_withoutAnyMember_is503() throws Exception {
    balancer.update(List.of());
    HttpResponse<String> answer = server.get(PATH + "/health");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("unavailable");
  }

  /** Without probes, and without trying all: who waits for a trial has not answered. */
  @Test
  void health_whileEveryMemberOnlyWaitsForATrial_is503_andThePageSaysSo() throws Exception {
    ManualTime time = new ManualTime();
    Balancer dead =
        Balancer.builder("dead", Strategies.byRequests())
            .members(
                List.of(Member.of("http://127.0.0.1:9004"), Member.of("http://127.0.0.1:9005")))
            .failurePolicy(FailurePolicy.DEFAULT.forced(ForcedRecovery.NEVER))
            .ticker(time)
            .scheduler(time)
            .build();
    try (ManagerServer manager = new ManagerServer(List.of(dead), "127.0.0.0/8")) {
      assertThat(manager.get(PATH + "/health").statusCode()).isEqualTo(200);
      dead.acquire().complete(Outcome.CONNECT_FAILED);
      dead.acquire().complete(Outcome.CONNECT_FAILED);
      assertThat(manager.get(PATH + "/health").statusCode()).isEqualTo(503);
      time.advance(Duration.ofSeconds(10));
      assertThat(dead.candidates().size()).isEqualTo(2);
      assertThat(manager.get(PATH + "/health").statusCode()).isEqualTo(503);
      assertThat(manager.get(PATH).body()).contains("0 of 2, 2 to be tried");
      JsonObject cluster = json(manager.get(PATH + "/api/clusters/dead"));
      assertThat(cluster.getJsonObject("totals").getMap())
          .contains(entry("eligible", 0), entry("toBeTried", 2));
      assertThat(member(cluster, 0).getString("eligibility"))
          .isEqualTo("half open: waiting for a trial");
      JsonObject explained = json(manager.get(PATH + "/api/clusters/dead/explain"));
      assertThat(member(explained, 0).getString("why")).isEqualTo("half open: waiting for a trial");
      dead.acquire().complete(Outcome.SUCCESS);
      assertThat(manager.get(PATH + "/health").statusCode()).isEqualTo(200);
      assertThat(manager.get(PATH).body()).contains("1 of 2, 1 to be tried");
    }
  }

  @Test
  void health_onceStopping_is503() throws Exception {
    server.manager.stopping();
    assertThat(server.get(PATH + "/health").statusCode()).isEqualTo(503);
  }

  @Test
  void anyRequest_fromAnAddressThatIsNotAllowed_is403WhateverItSays() throws Exception {
    try (ManagerServer closed = new ManagerServer(List.of(balancer), "192.168.0.0/24")) {
      for (String path : List.of("", "/api/clusters", "/healthy", "/manager.js", "/nothing")) {
        HttpResponse<String> answer =
            closed.get(
                PATH + path, "X-Forwarded-For", "192.168.0.7", "Forwarded", "for=192.168.0.7");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("error").doesNotContain("9001");
      }
      assertThat(closed.send("POST", PATH).statusCode()).isEqualTo(403);
      assertThat(closed.get(PATH + "/health").statusCode()).as("asked here").isEqualTo(200);
    }
  }

  @Test
  void edit_thatIsMadeButNotStored_is507_andOneThatFails500() throws Exception {
    String recover = PATH + "/api/clusters/rpicluster/members/pi2/recover";
    Editor full = (edit, who) -> Future.failedFuture(new EditNotStored("the disk is full"));
    try (ManagerServer editing =
        new ManagerServer(List.of(balancer), Optional.of(full), "::/0", "0.0.0.0/0")) {
      HttpResponse<String> answer = editing.send("POST", recover);
      assertThat(answer.statusCode()).isEqualTo(507);
      assertThat(error(answer)).contains("not stored").contains("the disk is full");
    }
    Editor broken = (edit, who) -> Future.failedFuture(new IllegalStateException("secret"));
    try (ManagerServer editing =
        new ManagerServer(List.of(balancer), Optional.of(broken), "0.0.0.0/0")) {
      HttpResponse<String> answer = editing.send("POST", recover);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(error(answer)).isEqualTo("it failed, see the log");
    }
  }

  @Test
  void of_aPathThatIsAPattern_isRefused() {
    assertThatThrownBy(() -> Manager.of(Vertx.vertx(), "/:x", List.of(), AddressList.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path: /:x (expected: a path of letters, digits and . _ ~ - /)");
  }

  private static Map.Entry<String, Object> entry(String name, Object value) {
    return Map.entry(name, value);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    return new JsonObject(answer.body());
  }

  private static String error(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("error");
  }

  private static JsonObject member(JsonObject cluster, int index) {
    return cluster.getJsonArray("members").getJsonObject(index);
  }
}
