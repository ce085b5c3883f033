package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Routes that always answer the same. */
@Timeout(60)
class ResponseRouteTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {body: "ok\\n"}                                | 200 | text/plain; charset=utf-8  | ok
          {body: "<p>ü", type: text/html}               | 200 | text/html; charset=utf-8   | <p>Ã¼
          {body: "{}", type: application/json}          | 200 | application/json           | {}
          {body: x, type: text/x; charset=us-ascii}     | 200 | text/x; charset=us-ascii   | x
          {status: 503, body: "Back soon."}             | 503 | text/plain; charset=utf-8  | Back soon.
          {status: 404}                                 | 404 | none                       | ''
          {}                                            | 200 | none                       | ''
          """)
  void answer_isTheOneThatIsSaid(String response, int status, String type, String body)
      throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(response));
        RawClient client = program.connect(0)) {
      String answer = client.get("/ping?a").readAnswer();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4).strip()).isEqualTo(body);
      String head = answer.toLowerCase(Locale.ROOT);
      if (type.equals("none")) {
        assertThat(head).contains("\r\ncontent-length: 0\r\n").doesNotContain("content-type");
      } else {
        assertThat(head).contains("\r\ncontent-type: " + type + "\r\n", "\r\ndate: ", "nosniff");
      }
    }
  }

  @Test
  void statusAlone_isTheProxysOwnAnswer_andOtherRoutesAreForwarded() throws Exception {
    try (RawMember member = new RawMember(RawMember.ok("member"));
        StartedProgram program = new StartedProgram(yaml("403", member.url()));
        RawClient client = program.connect(0)) {
      String refused = client.get("/ping/x").readHead();
      assertThat(refused).startsWith("HTTP/1.1 403 ").contains("content-length: 36");
      assertThat(client.read(36)).isEqualTo("Access to this path is not allowed.\n");

      client.send("GET /ping HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n");
      assertThat(client.readAnswer()).contains("{\"error\":");

      assertThat(client.get("/other").readHead()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void statusWithoutABody_hasNone_andTheConnectionGoesOn() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("{status: 204}"));
        RawClient client = program.connect(0)) {
      for (int i = 0; i < 2; i++) {
        assertThat(client.get("/ping").readHead())
            .startsWith("HTTP/1.1 204 ")
            .doesNotContainIgnoringCase("content-length");
      }
    }
  }

  @Test
  void connectionGoesOn_behindAHead_aBody_andAPipelinedRequest() throws Exception {
    Path log = directory.resolve("a.log");
    String logged = "accessLog: {file: " + log + ", format: '%r %>s %B'}\n";
    try (StartedProgram program = new StartedProgram(logged + yaml("{body: ok}"));
        RawClient client = program.connect(0)) {
      client.send("HEAD /ping HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("POST /ping/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("4\r\nbody\r\n0\r\n\r\n");
      client.send("DELETE /ping HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readHead().toLowerCase(Locale.ROOT)).contains("content-length: 2");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
      assertThat(StartedProgram.lines(log, 3))
          .containsExactly(
              "HEAD /ping HTTP/1.1 200 0",
              "POST /ping/b HTTP/1.1 200 2",
              "DELETE /ping HTTP/1.1 200 2");
    }
  }

  /** Nothing reads it, and no client may send for ever to where nothing reads. */
  @Test
  void bodyWithoutAnEnd_isCutBehindTheAnswer() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("{body: ok}"));
        RawClient client = program.connect(0)) {
      client.send("POST /ping HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo");

      assertThat(client.readAll()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
    }
  }

  @Test
  void clientOfHttp2_isAnsweredAsWell_andAReloadChangesTheAnswer() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml("{body: ok}"));
        Http2Client client = program.connectHttp2(1)) {
      Http2Client.Answer answer = client.send(HttpMethod.GET, "/ping");
      assertThat(answer.body()).hasToString("ok");

      Http2Client.Answer head = client.send(HttpMethod.HEAD, "/ping");
      assertThat(head.head().getHeader("content-length")).isEqualTo("2");
      assertThat(head.body().length()).isZero();

      program.reload(yaml("{body: changed, status: 201}"));
      answer = client.send(client.request(HttpMethod.POST, "/ping"), Buffer.buffer("body"));
      assertThat(answer.head().statusCode()).isEqualTo(201);
      assertThat(answer.body()).hasToString("changed");
    }
  }

  private static String yaml(String response) {
    return yaml(response, "http://127.0.0.1:1");
  }

  private static String yaml(String response, String member) {
    return String.format(
        Locale.ROOT,
        """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters: {c: {members: ["%s"]}}
        routes: [{path: /ping, respond: %s}, {path: /, cluster: c}]
        """,
        member,
        response);
  }
}
