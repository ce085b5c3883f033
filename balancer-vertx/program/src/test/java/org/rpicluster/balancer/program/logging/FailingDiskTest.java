package org.rpicluster.balancer.program.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.TestProxy;
import org.slf4j.LoggerFactory;

/** A disk that is full, and one that is gone: clients notice nothing of it. */
@Timeout(60)
class FailingDiskTest {

  private static final int REQUESTS = 200;

  private static final String YAML =
      """
      listen: 127.0.0.1:0
      accessLog: {file: %s}
      stateFile: %s
      clusters: {c: {members: ["http://127.0.0.1:1"]}}
      routes:
        - {path: /m, manager: {}}
        - {path: /c, cluster: c}
        - {path: /, respond: {status: 200, body: it works}}
      """;

  @TempDir private Path directory;

  private final Logger logger = (Logger) LoggerFactory.getLogger("org.rpicluster");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void listen() {
    events.start();
    logger.addAppender(events);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(events);
  }

  @Test
  void fullDisk_isSaidOnce_andCostsNoRequest() throws Exception {
    try (StartedProgram program = start(Path.of("/dev/full"), directory.resolve("state.json"))) {
      ask(program);
      TestProxy.await(() -> said("/dev/full: not written").size() == 1);
      ask(program);
    }
    assertThat(said("/dev/full: not written")).hasSize(1);
  }

  @Test
  void stateThatCannotBeWritten_isSaidOnce_andCostsNoRequest() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("state"));
    Path state = folder.resolve("state.json");
    try (StartedProgram program = start(directory.resolve("a.log"), state)) {
      TestProxy.await(() -> Files.exists(state));
      removeAll(folder);

      for (int weight = 2; weight < 5; weight++) {
        assertThat(edit(program, weight)).isEqualTo(507);
      }

      ask(program);
      assertThat(said("not written, edits would be forgotten")).hasSize(1);
      Files.createDirectory(folder);
      TestProxy.await(() -> Files.exists(state));
    }
    assertThat(Files.readString(state)).contains("\"weight\"");
  }

  private static StartedProgram start(Path log, Path state) {
    return new StartedProgram(String.format(Locale.ROOT, YAML, log, state));
  }

  private static void ask(StartedProgram program) throws IOException {
    try (RawClient client = program.connect(0)) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(client.get("/").readHead()).startsWith("HTTP/1.1 200 ");
        assertThat(client.read("it works".length())).isEqualTo("it works");
      }
    }
  }

  private static int edit(StartedProgram program, int weight) throws Exception {
    String member = "/m/api/clusters/c/members/127.0.0.1:1";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port(0) + member))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"weight\": " + weight + "}"))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static void removeAll(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private List<String> said(String text) {
    return List.copyOf(events.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(text))
        .toList();
  }
}
