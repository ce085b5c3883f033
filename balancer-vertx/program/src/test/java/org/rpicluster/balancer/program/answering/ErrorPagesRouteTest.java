package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.Http2Client;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;

/** Pages of a route's own in the place of the proxy's sentences. */
@Timeout(60)
class ErrorPagesRouteTest {

  private static final String DEAD = "http://127.0.0.1:1";

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("sorry.html"), "<p>sorry");
    Files.writeString(directory.resolve("lost.txt"), "lost");
    Files.createDirectories(directory.resolve("files"));
  }

  @Test
  void answerOfOurOwn_isThePage_withItsStatusAndType() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(DEAD));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("\r\ncontent-type: text/html; charset=utf-8\r\n")
          .containsIgnoringCase("\r\nretry-after: ")
          .endsWith("\r\n\r\n<p>sorry");
      assertThat(client.get("/files/x").readAnswer())
          .startsWith("HTTP/1.1 404 ")
          .endsWith("\r\n\r\nlost");
      assertThat(client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readHead())
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("\r\ncontent-length: 8\r\n");
    }
  }

  @Test
  void clientThatAsksForJson_getsTheSentence_asDoesAStatusWithoutAPage() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(DEAD));
        RawClient client = program.connect(0)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
      assertThat(client.readAnswer())
          .startsWith("HTTP/1.1 503 ")
          .contains("{\"error\":")
          .doesNotContain("sorry");

      client.send("POST /files/x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.readAnswer())
          .startsWith("HTTP/1.1 405 ")
          .endsWith("Pages are for GET and HEAD.\n");
    }
  }

  @Test
  void pageIsAText_orIsElsewhere_orAFileInItsOwnCharacters() throws Exception {
    String yaml =
        """
        listen: 127.0.0.1:0
        routes:
          - path: /text
            respond: 403
            errorPages: {403: {body: "<p>no", type: text/html; charset=iso-8859-1}}
          - {path: /elsewhere, respond: 404, errorPages: {404: {redirect: "https://h.test/a?b"}}}
          - path: /
            respond: 500
            errorPages: {500: {file: DIRECTORY/sorry.html, charset: none}}
        """;
    try (StartedProgram program =
            new StartedProgram(yaml.replace("DIRECTORY", directory.toString()));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/text").readAnswer())
          .startsWith("HTTP/1.1 403 ")
          .containsIgnoringCase("\r\ncontent-type: text/html; charset=iso-8859-1\r\n")
          .endsWith("\r\n\r\n<p>no");
      assertThat(client.get("/elsewhere").readAnswer())
          .startsWith("HTTP/1.1 302 ")
          .containsIgnoringCase("\r\nlocation: https://h.test/a?b\r\n");
      assertThat(client.get("/").readAnswer())
          .startsWith("HTTP/1.1 500 ")
          .containsIgnoringCase("\r\ncontent-type: text/html\r\n")
          .endsWith("\r\n\r\n<p>sorry");
      client.send("GET /elsewhere HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
      assertThat(client.readAnswer()).startsWith("HTTP/1.1 404 ").contains("{\"error\":");
    }
  }

  @Test
  void answerOfAMember_isLeftAsItIs() throws Exception {
    String answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";
    try (RawMember member = new RawMember(connection -> connection.write(answer));
        StartedProgram program = new StartedProgram(yaml(member.url()));
        RawClient client = program.connect(0)) {
      assertThat(client.get("/").readAnswer()).endsWith("\r\n\r\nbusy");
    }
  }

  @Test
  void pages_areReadAgainAtAReload_andServedOverHttp2() throws Exception {
    try (StartedProgram program = new StartedProgram(yaml(DEAD));
        Http2Client client = program.connectHttp2(1)) {
      assertThat(client.send(HttpMethod.GET, "/").body()).hasToString("<p>sorry");

      Files.writeString(directory.resolve("sorry.html"), "<p>very sorry");
      assertThat(client.send(HttpMethod.GET, "/").body()).hasToString("<p>sorry");
      program.reload(yaml(DEAD));
      assertThat(client.send(HttpMethod.GET, "/").body()).hasToString("<p>very sorry");
      assertThat(client.send(HttpMethod.HEAD, "/").body().length()).isZero();
    }
  }

  private String yaml(String member) {
    String yaml =
        """
        listen: [{address: "127.0.0.1:0"}, {address: "127.0.0.1:0", h2c: true}]
        clusters: {c: {members: ["MEMBER"]}}
        routes:
          - {path: /files, files: DIRECTORY/files, errorPages: {404: DIRECTORY/lost.txt}}
          - {path: /, cluster: c, errorPages: {503: DIRECTORY/sorry.html}}
        """;
    return yaml.replace("DIRECTORY", directory.toString()).replace("MEMBER", member);
  }
}
