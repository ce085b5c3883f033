package org.rpicluster.balancer.program.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;

/** Each of several access logs has its lines. */
@Timeout(60)
class SeveralLogsTest {

  @TempDir private Path directory;

  private Path log(String name) {
    return directory.resolve(name);
  }

  private String yaml(String... logs) {
    return "listen: 127.0.0.1:0\naccessLog: ["
        + String.join(", ", logs)
        + "]\nroutes: [{path: /, respond: {body: ok}}]\n";
  }

  private String log(String name, String settings) {
    return "{file: " + log(name) + ", " + settings + "}";
  }

  @Test
  void eachHasItsFormat_andItsCondition() throws Exception {
    String all = log("all.log", "format: '%U %k %X'");
    String some = log("some.log", "format: '%U', when: \"expr=%{REQUEST_URI} =~ m#^/some#\"");
    try (StartedProgram program = new StartedProgram(yaml(all, some));
        RawClient kept = program.connect(0);
        RawClient old = program.connect(0)) {
      kept.get("/other").readAnswer();
      kept.send("GET /some HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").readAll();
      old.send("GET /some-old HTTP/1.0\r\n\r\n").readAll();

      assertThat(StartedProgram.lines(log("all.log"), 3))
          .containsExactly("/other 0 +", "/some 1 -", "/some-old 0 -");
      assertThat(StartedProgram.lines(log("some.log"), 2)).containsExactly("/some", "/some-old");
    }
  }

  @Test
  void reload_goesOnInAFileThatItShares_andInTheOthers() throws Exception {
    String shared = log("shared.log", "format: 'a %U'");
    try (StartedProgram program =
        new StartedProgram(yaml(shared, log("old.log", "format: '%U'")))) {
      ask(program, "/1");
      program.reload(
          yaml(log("new.log", "format: '%U'"), shared, log("shared.log", "format: 'b %U'")));
      ask(program, "/2");

      assertThat(StartedProgram.lines(log("shared.log"), 3))
          .containsExactly("a /1", "a /2", "b /2");
      assertThat(StartedProgram.lines(log("old.log"), 1)).containsExactly("/1");
      assertThat(StartedProgram.lines(log("new.log"), 1)).containsExactly("/2");
    }
  }

  private static void ask(StartedProgram program, String path) throws IOException {
    try (RawClient client = program.connect(0)) {
      client.get(path).readAnswer();
    }
  }
}
