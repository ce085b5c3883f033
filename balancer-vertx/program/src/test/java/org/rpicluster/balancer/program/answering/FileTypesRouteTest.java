package org.rpicluster.balancer.program.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** What files of a route are said to be. */
class FileTypesRouteTest {

  @TempDir private Path folder;

  /** The names, the way, and the type and coding; those of Apache's way as httpd 2.4.71 says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a.foo     | apache   | text/x-foo                | -",
        "a.foo.bak | apache   | text/x-foo                | -",
        "a.tar.gz  | apache   | application/gzip          | x-gzip",
        "c.txt     | apache   | text/plain; charset=koi8-r | -",
        "c.u8.txt  | apache   | text/plain; charset=utf-8 | -",
        "a.gz.foo  | apache   | text/x-foo                | x-gzip",
        "none.u8   | apache   | -                         | -",
        "a.foo     | balancer | text/x-foo; charset=koi8-r | -",
        "a.FOO     | balancer | text/x-foo; charset=koi8-r | -",
        "a.html    | balancer | text/html; charset=koi8-r | -",
        "a.html.q  | balancer | application/octet-stream  | -",
      })
  void types_areThoseThatAreSaid_byExtensions(
      String name, String policy, String type, String coding) throws Exception {
    Files.writeString(folder.resolve(name), "t");
    String yaml =
        "listen: 127.0.0.1:0\nroutes: [{path: /, files: {folder: '"
            + folder
            + "', charset: koi8-r, types: {Foo: text/x-foo}, charsets: {u8: utf-8},"
            + " encodings: {gz: x-gzip}, policy: "
            + policy
            + "}}]\n";
    try (StartedProgram program = new StartedProgram(yaml);
        RawClient client = program.connect(0)) {
      String answer = client.get("/" + name).readAnswer();

      assertThat(answer).startsWith("HTTP/1.1 200 ");
      assertThat(field(answer, "Content-Type")).isEqualTo(type);
      assertThat(field(answer, "Content-Encoding")).isEqualTo(coding);
    }
  }

  private static @Nullable String field(String answer, String name) {
    return answer
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  @Test
  void everyFile_isOfTheTypeThatIsSaid() throws Exception {
    Files.writeString(folder.resolve("x.html"), "<script>");
    String yaml =
        "listen: 127.0.0.1:0\nroutes: [{path: /, files: {folder: '"
            + folder
            + "', type: application/octet-stream, policy: apache}}]\n";
    try (StartedProgram program = new StartedProgram(yaml);
        RawClient client = program.connect(0)) {
      assertThat(field(client.get("/x.html").readAnswer(), "Content-Type"))
          .isEqualTo("application/octet-stream");
    }
  }
}
