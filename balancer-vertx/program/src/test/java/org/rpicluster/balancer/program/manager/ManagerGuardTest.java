package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.manager.ManagedProgram.BODY;
import static org.rpicluster.balancer.program.manager.ManagedProgram.C;
import static org.rpicluster.balancer.program.manager.ManagedProgram.P;
import static org.rpicluster.balancer.program.manager.ManagedProgram.PI2;
import static org.rpicluster.balancer.program.manager.ManagedProgram.assertError;
import static org.rpicluster.balancer.program.manager.ManagedProgram.error;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** What the manager takes from which client: sites, hosts, types, methods and bodies. */
@Timeout(60)
class ManagerGuardTest {

  private final ManagedProgram manager = new ManagedProgram();

  @AfterEach
  void stop() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "nonsense", "{\"weight\": 5", "{'weight': 5}", "{\"weight\": NaN}"})
  void patchMember_withNoJson_is400(String body) throws Exception {
    HttpResponse<String> answer = manager.send("PATCH", PI2, body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).startsWith("body: ").endsWith(" (expected: a JSON object)");
  }

  @Test
  void patchMember_inAnotherEncoding_is400() throws Exception {
    HttpRequest outgoing =
        manager
            .to(PI2)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"'}))
            .build();
    assertError(
        manager.client.send(outgoing, BodyHandlers.ofString()),
        400,
        "body: not UTF-8 (expected: a JSON object)");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/clusters/c, 'GET, HEAD, PATCH, OPTIONS'",
    "/api/clusters/c/members, 'POST, OPTIONS'",
    "/api/clusters/c/members/pi2, 'GET, HEAD, PATCH, DELETE, OPTIONS'",
    "/api/clusters/c/members/pi2/recover, 'POST, OPTIONS'",
    "/api/clusters/c/explain, 'GET, HEAD, OPTIONS'",
    "/api/clusters, 'GET, HEAD, OPTIONS'",
  })
  void everyPath_saysItsMethods(String path, String allowed) throws Exception {
    HttpResponse<String> options = manager.send("OPTIONS", P + path, "");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).hasValue(allowed);

    HttpResponse<String> other = manager.send("PUT", P + path, "{}");
    assertThat(other.headers().firstValue("allow")).hasValue(allowed);
    assertError(other, 405, "method: PUT (expected: " + allowed + ")");
  }

  @Test
  void readOnlyManager_changesNothing() throws Exception {
    manager.reload("{readOnly: true}");
    assertError(
        manager.send("PATCH", PI2, BODY), 405, "method: PATCH (expected: GET, HEAD, OPTIONS)");
    assertError(
        manager.send("POST", C + "/members", BODY), 405, "method: POST (expected: OPTIONS)");
    assertThat(manager.json(PI2).getInteger("weight")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.test",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void change_fromAnotherSite_isForbidden(String name, String value) throws Exception {
    for (String method : List.of("PATCH", "DELETE")) {
      assertError(
          manager.send(method, PI2, BODY, name, value),
          403,
          "another site's page may not change anything");
    }
    assertThat(manager.send("POST", PI2 + "/recover", "", name, value).statusCode()).isEqualTo(403);
    assertThat(manager.json(PI2).getInteger("weight")).isEqualTo(1);
  }

  @Test
  void change_fromItsOwnPage_isMade() throws Exception {
    String own = "http://127.0.0.1:" + manager.port;
    assertThat(manager.send("PATCH", PI2, BODY, "Origin", own).statusCode()).isEqualTo(200);
    assertThat(
            manager
                .send("PATCH", PI2, BODY, "Origin", own, "Sec-Fetch-Site", "same-origin")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void preflight_ofAnotherSite_isToldNothingThatLetsItIn() throws Exception {
    HttpResponse<String> answer =
        manager.send(
            "OPTIONS",
            PI2,
            "",
            "Origin",
            "http://evil.test",
            "Access-Control-Request-Method",
            "PATCH",
            "Access-Control-Request-Headers",
            "content-type");
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control"));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp"
  })
  void change_ofAnotherType_is415(String type) throws Exception {
    String expected = "Content-Type: " + type + " (expected: application/json)";
    assertError(manager.send("PATCH", PI2, BODY, "Content-Type", type), 415, expected);
    assertError(manager.send("POST", PI2 + "/recover", "", "Content-Type", type), 415, expected);
    assertThat(
            manager
                .send("PATCH", PI2, BODY, "Content-Type", "Application/JSON; charset=utf-8")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.test, 403",
    "evil.test:8080, 403",
    "local, 200",
    "localhost.evil.test, 403",
    "127.0.0.1.evil.test, 403",
    "127.0.0.1, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "localhost, 200",
    "LOCALHOST.:80, 200",
    "pi1, 200",
    "pi1.local, 200",
    "pi.home.arpa, 200",
    "balancer.example.org, 200",
    "a.b.example.net, 200",
    "example.net, 403",
  })
  void host_isOneThatNoStrangerCanHave(String host, int status) throws Exception {
    manager.reload("{hosts: [balancer.example.org, '*.example.net']}");
    try (RawClient raw = new RawClient(manager.port)) {
      String answer =
          raw.send("GET " + P + "/health HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readAnswer();
      assertThat(answer).startsWith("HTTP/1.1 " + status);
      if (status == 403) {
        assertThat(answer)
            .contains("the balancer manager is not known by this name: " + host)
            .contains("(expected: an address, or one of its `hosts`)");
      }
    }
  }

  @Test
  void body_thatIsTooLarge_is413_whetherItSaysSoOrNot() throws Exception {
    String large = "{\"route\": \"" + "x".repeat(20_000) + "\"}";
    assertError(
        manager.send("PATCH", PI2, large), 413, "body: too large (expected: at most 16 KiB)");
    HttpRequest chunked =
        manager
            .to(PI2)
            .header("Content-Type", "application/json")
            .method(
                "PATCH",
                BodyPublishers.ofByteArrays(
                    List.of(
                        large.getBytes(StandardCharsets.UTF_8),
                        new byte[100_000],
                        new byte[100_000])))
            .build();
    assertThat(manager.client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  @Test
  void body_thatIsExpected_isAskedFor() throws Exception {
    try (RawClient raw = new RawClient(manager.port)) {
      raw.send(
          "PATCH "
              + PI2
              + " HTTP/1.1\r\nHost: pi\r\nContent-Type: application/json\r\n"
              + "Expect: 100-continue\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n");
      assertThat(raw.readHead()).startsWith("HTTP/1.1 100 ");
      assertThat(raw.send(BODY).readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }
}
