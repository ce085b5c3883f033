package org.rpicluster.balancer.program.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.ConfigurationFile;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.Reload;
import org.rpicluster.balancer.program.cli.Commands;
import org.rpicluster.balancer.program.cli.Commands.Result;

/** The configuration file is read again over the API, by commands, and compared before. */
@Timeout(60)
class ManagerReloadTest {

  private static final String CONFIGURATION =
      """
      listen: 127.0.0.1:0
      clusters: {c: {members: [{id: pi1, url: "http://127.0.0.1:1", weight: WEIGHT}]}}
      routes: [{path: /m, manager: {}}, {path: /shown, manager: {readOnly: true}}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Path file;
  private Program program;
  private String manager;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("balancer.yaml");
    write("1");
    program = Program.start(Platform.forProxy(), ConfigurationFile.read(file));
    new Reload(file, program).install();
    manager = "http://127.0.0.1:" + program.addresses().get(0).address().port() + "/m";
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private void write(String weight) throws IOException {
    Files.writeString(file, CONFIGURATION.replace("WEIGHT", weight));
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(manager + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private JsonObject documented(String method) throws Exception {
    DocumentedApi api = new DocumentedApi(new JsonObject(send("GET", "/api/openapi.json").body()));
    HttpResponse<String> answer = send(method, "/api/reload");
    api.assertDocumented(method, "/api/reload", answer.statusCode(), answer.body());
    return new JsonObject(answer.body());
  }

  private double weight() throws Exception {
    return new JsonObject(send("GET", "/api/clusters/c/members/pi1").body()).getDouble("weight");
  }

  private Result run(Object... words) {
    return Commands.run(words);
  }

  @Test
  void file_isCompared_andThenApplied() throws Exception {
    assertThat(documented("GET").getJsonArray("changes")).isEmpty();
    write("2.5");
    JsonObject before = documented("GET");
    assertThat(before.getJsonArray("changes"))
        .containsExactly("cluster c: pi1: weight from 1 to 2.5");
    assertThat(before.getString("summary"))
        .isEqualTo("listeners: 1 kept; members: 0 kept, 1 changed");
    assertThat(before.getString("file")).isEqualTo(file.toString());
    assertThat(weight()).isEqualTo(1);

    assertThat(documented("POST")).isEqualTo(before);
    assertThat(weight()).isEqualTo(2.5);
    assertThat(documented("GET").getJsonArray("changes")).isEmpty();
  }

  @Test
  void file_withErrors_changesNothing_andSaysWhichTheyAre() throws Exception {
    write("200");
    String error = file + ":2:71: weight: 200 (expected: 1 to 100)";
    assertThat(documented("GET").getJsonArray("errors")).containsExactly(error);
    assertThat(documented("POST").getString("error")).isEqualTo(error);
    assertThat(send("POST", "/api/reload").statusCode()).isEqualTo(409);
    assertThat(weight()).isEqualTo(1);
    Result reload = run("reload", "--manager", manager);
    assertThat(reload.status()).isEqualTo(2);
    assertThat(reload.err()).containsExactly("balancer: " + error);
  }

  @Test
  void commands_sayWhatChanges_before_andDoIt() throws Exception {
    assertThat(run("reload", "--dry-run", "--manager", manager).out())
        .containsExactly(file + ": changes nothing");
    write("3");
    assertThat(run("check", file, "--against", manager).out())
        .contains(file + ": ok", "cluster c: pi1: weight from 1 to 3");
    assertThat(run("check", file, "--against", manager, "--json").out().get(0))
        .contains("\"reload\":{", "weight from 1 to 3");
    assertThat(weight()).isEqualTo(1);
    assertThat(run("reload", "--manager", manager).out())
        .containsExactly(
            "cluster c: pi1: weight from 1 to 3",
            file + ": changes: 1; listeners: 1 kept; members: 0 kept, 1 changed");
    assertThat(weight()).isEqualTo(3);
  }

  @Test
  void check_ofAnotherFile_saysWhatItWouldChange_inTheirs() throws Exception {
    Path other =
        Files.writeString(directory.resolve("other.yaml"), CONFIGURATION.replace("WEIGHT", "7"));
    Result differs = run("check", other, "--against", manager);
    assertThat(differs.status()).isZero();
    assertThat(differs.out())
        .contains(other + ": ok", "cluster c: pi1: weight from 1 to 7")
        .last()
        .asString()
        .startsWith(file + ": changes: 1; ");
    assertThat(weight()).isEqualTo(1);
    assertThat(documented("GET").getJsonArray("changes")).isEmpty();
  }

  @Test
  void check_againstNoBalancer_saysSo() {
    Result none = run("check", file, "--against", "http://127.0.0.1:1/m");
    assertThat(none.status()).isEqualTo(4);
    assertThat(run("check", file, "--against", "ftp://pi").err().get(0))
        .contains("--against: ftp://pi");
  }

  @Test
  void text_isCompared_asIfItStoodInTheFile() throws Exception {
    DocumentedApi api = new DocumentedApi(new JsonObject(send("GET", "/api/openapi.json").body()));
    String bad = new JsonObject().put("configuration", "listen: 1\n").encode();
    HttpResponse<String> answer = compare(bad);
    api.assertDocumented("POST", "/api/reload/preview", answer.statusCode(), answer.body());
    assertThat(new JsonObject(answer.body()).getJsonArray("errors").getString(0))
        .startsWith(file + ":1:");
    assertThat(compare("{}").statusCode()).isEqualTo(400);
    assertThat(compare("{\"configuration\": 1}").statusCode()).isEqualTo(400);
    assertThat(compare("x".repeat(300 << 10)).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> compare(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(manager + "/api/reload/preview"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void managerThatOnlyShows_reloadsNothing() throws Exception {
    String shown = manager.replace("/m", "/shown");
    assertThat(run("reload", "--manager", shown).err())
        .containsExactly(
            "balancer: --manager: " + shown + " only shows (expected: one without `readOnly`)");
  }
}
