package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Routes that are there at some listeners only. */
@Timeout(60)
class ListenerRouteTest {

  private static final String YAML =
      """
      listen:
        - {address: "127.0.0.1:0", name: plain}
        - {address: "127.0.0.1:0", name: inner, h2c: true}
        - {address: "127.0.0.1:0"}
      clusters: {c: {members: ["http://127.0.0.1:1"]}}
      routes:
        - {path: /a, listener: [plain, inner], respond: {body: both}}
        - {path: /, listener: plain, redirect: {scheme: https, status: 308}}
        - {path: /, listener: inner, respond: {body: inner}}
        - {path: /b, respond: {body: everywhere}}
      """;

  @Test
  void route_isAtTheListenersThatItNames_andOneThatNamesNoneAtAll() throws Exception {
    try (StartedProgram program = new StartedProgram(YAML)) {
      for (int named : List.of(0, 1)) {
        assertThat(answer(program, named, "/a")).endsWith("\r\n\r\nboth");
      }
      assertThat(answer(program, 0, "/b"))
          .startsWith("HTTP/1.1 308 ")
          .containsIgnoringCase("\r\nlocation: https://a.test/b\r\n");
      assertThat(answer(program, 1, "/b")).endsWith("\r\n\r\ninner");
      assertThat(answer(program, 2, "/a")).startsWith("HTTP/1.1 404 ");
      assertThat(answer(program, 2, "/b")).endsWith("\r\n\r\neverywhere");
      try (Http2Client client = program.connectHttp2(1)) {
        assertThat(client.send(HttpMethod.GET, "/b").body()).hasToString("inner");
        assertThat(client.send(HttpMethod.GET, "/a").body()).hasToString("both");
      }
    }
  }

  @Test
  void listener_hasOtherNamesAtSomeOfItsAddresses() throws Exception {
    String yaml =
        """
        listen: [{address: "0.0.0.0:0", name: plain, names: {127.0.0.1: inner, 127.0.0.2: other}}]
        routes:
          - {path: /, listener: plain, respond: {body: plain}}
          - {path: /, listener: inner, respond: {body: inner}}
        """;
    try (StartedProgram program = new StartedProgram(yaml);
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).endsWith("\r\n\r\ninner");

      program.reload(yaml.replace("127.0.0.1", "127.0.0.3"));
      assertThat(client.get("/").readAnswer()).endsWith("\r\n\r\nplain");
    }
  }

  @Test
  void reload_givesListenersOtherNames_onConnectionsThatStandAsWell() throws Exception {
    try (StartedProgram program = new StartedProgram(YAML);
        RawClient client = program.connect(0)) {
      assertThat(client.get("/c").readAnswer()).startsWith("HTTP/1.1 308 ");

      program.reload(
          YAML.replace("name: plain", "name: x")
              .replace("name: inner", "name: plain")
              .replace("name: x", "name: inner"));
      assertThat(client.get("/c").readAnswer()).endsWith("\r\n\r\ninner");
      assertThat(answer(program, 1, "/c")).startsWith("HTTP/1.1 308 ");
    }
  }

  private static String answer(StartedProgram program, int listener, String path)
      throws IOException {
    try (RawClient client = program.connect(listener)) {
      return client.get(path).readAnswer();
    }
  }
}
