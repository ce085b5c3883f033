package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of a file in Apache's syntax. */
class CheckApacheTest {

  @TempDir private Path directory;

  private Path site(String... lines) throws IOException {
    return Files.writeString(directory.resolve("site.conf"), String.join("\n", lines) + "\n");
  }

  @Test
  void goodFile_isOk_withTheFateOfWhatHasNone() throws IOException {
    Path file = site("ServerAdmin me@example.org", "ProxyPass / http://127.0.0.1:9001/");
    Commands.Result result = Commands.run("check", file);

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains(
            file + ":1: no effect: ServerAdmin: error pages name no address",
            file + ": lines translated: 1 of 2",
            file + ": ok");
  }

  @Test
  void lineThatNeedsTheUser_andDecidesWhereRequestsGo_isStatus2() throws IOException {
    Path file = site("ProxyPass / http://127.0.0.1:9001/", "ProxyRequests On");
    Commands.Result result = Commands.run("check", file);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).singleElement().asString().startsWith(file + ":2:1: needs you: ");
  }

  @Test
  void json_hasErrorsWarningsAndFates() throws IOException {
    Path file = site("ProxyPass / http://127.0.0.1:9001/", "ProxyPass /x http://127.0.0.1:9002/");
    Commands.Result result = Commands.run("check", "--json", file);
    JsonObject json = new JsonObject(String.join("\n", result.out()));

    assertThat(result.status()).isZero();
    assertThat(json.getJsonArray("errors")).isEmpty();
    assertThat(json.getJsonArray("warnings").getJsonObject(0).getInteger("line")).isEqualTo(2);
    assertThat(json.getJsonArray("fates").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("file", file.toString())
                .put("line", 1)
                .put("directive", "ProxyPass")
                .put("fate", "translated")
                .put("why", ""));
  }

  @Test
  void jsonOfAFileWithErrors_isStatus2() throws IOException {
    Commands.Result result = Commands.run("check", "--json", site("ProxyRequest off"));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out().get(0)).contains("ProxyRequest: unknown (expected: ProxyRequests)");
  }

  @Test
  void mainFile_isReadAroundTheSite() throws IOException {
    Path file =
        site("<IfModule nothing_module>", "ProxyPass / http://127.0.0.1:9001/", "</IfModule>");
    Path main = directory.resolve("main.conf");
    Files.writeString(main, "LoadModule nothing_module x\nListen 8080\nInclude " + file + "\n");
    Commands.Result result = Commands.run("check", file, "--main", main);

    assertThat(result.out()).contains(file + ": ok");
    assertThat(result.out()).noneMatch(line -> line.contains(":2: no effect"));
  }
}
