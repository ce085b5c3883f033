package org.rpicluster.balancer.program.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.vertx.kit.RawMember.after;
import static org.rpicluster.balancer.vertx.kit.RawMember.ok;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.kit.RawClient;
import org.rpicluster.balancer.vertx.kit.RawMember;
import org.rpicluster.balancer.vertx.kit.TestProxy;

/** Each exchange has its line, whatever has been reloaded while it was under way. */
@Timeout(60)
class AccessLogReloadTest {

  private static final int REQUESTS = 12;

  @TempDir private Path directory;

  private final CountDownLatch thought = new CountDownLatch(1);

  @Test
  void exchangesUnderWay_haveTheirLines_afterAnotherWeightAndThenAnotherFormat() throws Exception {
    Optional<String> json = log("a.log", "json");

    assertThat(linesAfter(log("a.log", "common"), log("a.log", "common"), json)).hasSize(REQUESTS);
  }

  @Test
  void exchangesUnderWay_haveTheirLines_afterAnotherFile_andBackAgain() throws Exception {
    Optional<String> first = log("a.log", "common");

    assertThat(linesAfter(first, log("b.log", "common"), first)).hasSize(REQUESTS);
  }

  @Test
  void exchangesUnderWay_haveTheirLines_afterTheLogWasSwitchedOff() throws Exception {
    assertThat(linesAfter(log("a.log", "json"), log("a.log", "json"), Optional.empty()))
        .hasSize(REQUESTS);
  }

  @Test
  void exchangesThatAStopCuts_haveTheirLines() throws Exception {
    Optional<String> log = log("a.log", "common");
    List<RawClient> clients = new ArrayList<>();
    try (RawMember member = new RawMember(after(thought, ok("x")))) {
      Program program = Program.start(Platform.forProxy(), configuration(member, 1, log));
      try {
        ask(program, member, clients);
        program.change(configuration(member, 2, log("a.log", "json")));
        program.drain();
      } finally {
        program.close();
        thought.countDown();
      }
    }
    for (RawClient client : clients) {
      client.close();
    }
    assertThat(Files.readAllLines(directory.resolve("a.log"))).hasSize(REQUESTS);
  }

  /** The lines in all files after requests that began with the first, and two reloads. */
  private List<String> linesAfter(
      Optional<String> first, Optional<String> second, Optional<String> third) throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (RawMember member = new RawMember(after(thought, ok("x")))) {
      Program program = Program.start(Platform.forProxy(), configuration(member, 1, first));
      try {
        ask(program, member, clients);
        program.change(configuration(member, 2, second));
        program.change(configuration(member, 3, third));
        // The second configuration has served no request: it is closed soon, and the first is not.
        TestProxy.await(() -> program.standing() == 2);
        thought.countDown();
        for (RawClient client : clients) {
          assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
          client.close();
        }
        program.drain();
      } finally {
        program.close();
      }
    }
    List<String> lines = new ArrayList<>();
    for (String name : List.of("a.log", "b.log")) {
      Path file = directory.resolve(name);
      lines.addAll(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }
    return lines;
  }

  private static void ask(Program program, RawMember member, List<RawClient> clients)
      throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      clients.add(new RawClient(program.addresses().get(0).address().port()).get("/" + i));
    }
    TestProxy.await(() -> member.heads().size() == REQUESTS);
  }

  private Optional<String> log(String file, String format) {
    return Optional.of(
        "accessLog: {file: " + directory.resolve(file) + ", format: " + format + "}");
  }

  private static Configuration configuration(RawMember member, int weight, Optional<String> log) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        listen: 127.0.0.1:0
        shutdown: 100ms
        %s
        clusters: {c: {members: [{url: "%s", weight: %d}]}}
        routes: [{path: /, cluster: c}]
        """,
            log.orElse(""),
            member.url(),
            weight);
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }
}
