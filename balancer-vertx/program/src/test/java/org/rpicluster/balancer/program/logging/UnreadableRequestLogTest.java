package org.rpicluster.balancer.program.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** The access log has what came in the place of a request, escaped and cut. */
@Timeout(60)
class UnreadableRequestLogTest {

  @TempDir private Path directory;

  @Test
  void garbage_isInTheLogAsItCame() throws Exception {
    assertThat(lineOf("%r %s", "GARBAGE\r\n\r\n")).isEqualTo("GARBAGE 400");
    assertThat(lineOf("%r %s", "\r\n\"two\\  words\"\t\u00e9\r\n\r\n"))
        .isEqualTo("\\\"two\\\\  words\\\"\\t\\xe9 400");
  }

  @Test
  void garbageInSeveralPieces_isWholeInTheLog() throws Exception {
    assertThat(lineOf("%r %s", "GAR", "BAGE  HTTP/", "1.1\r\n\r\n"))
        .isEqualTo("GARBAGE  HTTP/1.1 400");
  }

  @Test
  void lineThatIsTooLong_isCut() throws Exception {
    String line = lineOf("%r %s", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(line).isEqualTo("GET /" + "a".repeat(251) + "... 414");
  }

  @Test
  void tlsOnThePlainPort_isShownAsBytes() throws Exception {
    assertThat(
            lineOf("%r %s", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"))
        .isEqualTo("\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03 400");
  }

  @Test
  void versionThatIsNotSpoken_isShown() throws Exception {
    assertThat(lineOf("%r %s", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo("PRI * HTTP/2.0 505");
    assertThat(lineOf("%r %s", "GET /x HTTP/1.9\r\nHost: a\r\n\r\n"))
        .isEqualTo("GET /x HTTP/1.9 505");
  }

  @Test
  void requestWithALineThatIsRead_isShownByIt() throws Exception {
    assertThat(lineOf("%r %s", "GET /a HTTP/1.1\r\nHost: a\r\nbad field\r\n\r\n"))
        .isEqualTo("GET /a HTTP/1.1 400");
    assertThat(lineOf("%r %s", "GET /b HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .isEqualTo("GET /b HTTP/1.1 431");
  }

  @Test
  void halfAHead_hasItsLine() throws Exception {
    String half = "GET /half HTTP/1.1\r\nHost: a\r\nX: ";
    assertThat(lineWithin("2s", "%r %s %{end}x", half))
        .isEqualTo("GET /half HTTP/1.1 408 client too slow");
  }

  @Test
  void json_hasItAsTheTarget() throws Exception {
    assertThat(lineOf("json", "GARBAGE \u0001\r\n\r\n"))
        .contains("\"method\":null,\"target\":\"GARBAGE \\u0001\",\"protocol\":null");
  }

  private String lineOf(String format, String... pieces) throws Exception {
    return lineWithin("1m", format, pieces);
  }

  private String lineWithin(String head, String format, String... pieces) throws Exception {
    Path file = directory.resolve("a.log");
    Files.deleteIfExists(file);
    String yaml =
        "listen: 127.0.0.1:0\n"
            + ("timeouts: {head: " + head + "}\n")
            + ("accessLog: {file: " + file + ", format: '" + format + "'}\n")
            + "clusters: {c: {members: ['http://127.0.0.1:1']}}\n"
            + "routes: [{path: /, cluster: c}]\n";
    Program program =
        Program.start(Platform.forProxy(), new YamlFrontEnd().read(new Source("test.yaml", yaml)));
    try (program;
        RawClient client = new RawClient(program.addresses().get(0).address().port())) {
      for (String piece : pieces) {
        client.offer(piece);
      }
      assertThat(client.readHead()).startsWith("HTTP/1.1 4".substring(0, 9));
      client.readAll();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }
}
