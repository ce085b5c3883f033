package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.Platform;
import org.rpicluster.balancer.program.Program;
import org.rpicluster.balancer.program.cli.Commands.Result;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.program.managerclient.ManagerClient;

/** The commands to a running balancer, as their user types them. */
@Timeout(60)
class ManagerCommandsTest {

  /**
   * Rate, 2xx, 4xx, 5xx, p50, p99 of a member without requests, before a second is over or after.
   */
  private static final String MEASURED = "(-|0.0/s) +[-0] +[-0] +[-0] +- +-";

  private static final String CONFIGURATION =
      """
      listen: 127.0.0.1:0
      clusters:
        c:
          members:
            - {id: pi1, url: "http://127.0.0.1:1"}
            - {id: pi2, url: "http://127.0.0.1:2"}
        d: {members: ["http://127.0.0.1:3"]}
      routes:
        - {path: /balancer-manager, manager: {}}
        - {path: /, cluster: c}
      """;

  private final Program program =
      Program.start(
          Platform.forProxy(), new YamlFrontEnd().read(new Source("test.yaml", CONFIGURATION)));
  private final String manager =
      "http://127.0.0.1:" + program.addresses().get(0).address().port() + "/balancer-manager";

  @AfterEach
  void stop() {
    program.close();
  }

  private Result run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--manager", manager, "--cluster", "c"));
    return Commands.run(all.toArray());
  }

  /** What it prints, once it has done what it was asked for. */
  private List<String> done(String... words) {
    Result result = run(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    return result.out();
  }

  private void assertRefused(Result result, int status, String line) {
    assertThat(result.err()).hasSize(1).first().asString().contains(line);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void status_saysHowARolloutGetsOn_andWhatMembersServe() {
    ManagerClient client = ManagerClient.at(URI.create(manager));
    JsonObject report =
        new JsonObject()
            .put("target", "v2")
            .put("member", "pi2")
            .put("step", "leaving")
            .put("detail", "3 in flight")
            .put("version", "v1");
    client.change("POST", "/clusters/c/rollout", report);

    assertThat(done("status"))
        .anyMatch(line -> line.startsWith("  roll-out of v2: pi2 leaving: 3 in flight, since 2"))
        .anyMatch(
            line -> line.matches("  pi2 +serving +up: joined +1 +0 +0 +" + MEASURED + " +0 +v1"));
  }

  @Test
  void status_isATable_ofEachMember() {
    done("weight", "pi2", "2.5");

    assertThat(done("status"))
        .anyMatch(
            line ->
                line.matches(
                    "c, byrequests: 2 of 2 serve, 0 in flight, 0 failures; "
                        + "0.0/s, 0 2xx, 0 4xx, 0 5xx, p50 -, p99 -|"
                        + "c, byrequests: 2 of 2 serve, 0 in flight, 0 failures; "
                        + "-, - 2xx, - 4xx, - 5xx, p50 -, p99 -"))
        .anyMatch(line -> line.matches("  pi1 +serving +up: joined +1 +0 +0 +" + MEASURED + " +0"))
        .anyMatch(
            line ->
                line.matches("  pi2 +serving +up: joined +2.5 +0 +0 +" + MEASURED + " +0 +changed"))
        .hasSize(4);
    assertThat(Commands.run("status", "--manager", manager).out()).hasSize(7);
  }

  @Test
  void members_areDrained_disabled_andEnabled() {
    assertThat(done("drain", "pi1", "pi2", "--wait"))
        .containsExactly("pi1 is draining, 0 in flight", "pi2 is draining, 0 in flight");
    assertThat(done("disable", "pi1")).containsExactly("pi1 is disabled, 0 in flight");
    assertThat(done("enable", "pi1")).containsExactly("pi1 is enabled, 0 in flight");
  }

  @Test
  void member_isAdded_recovered_andRemoved() {
    assertThat(
            done("add", "http://127.0.0.1:4", "--id", "pi4", "--state", "disabled", "--set", "1"))
        .containsExactly("pi4 is added, and disabled");
    assertThat(done("recover", "pi4")).containsExactly("pi4 is up");
    assertThat(done("remove", "pi4", "--wait")).containsExactly("pi4 has left");
  }

  @Test
  void strategy_isChosen_withOptions_andEditsSayIt_andAreUndone() {
    assertThat(done("strategy", "peak-ewma", "decay=5s")).containsExactly("c chooses peak-ewma");
    assertThat(done("edits"))
        .contains("c: strategy peak-ewma, in the file byrequests")
        .anyMatch(line -> line.matches("1 .* 127.0.0.1 +c +strategy from byrequests to .* +yes"));
    assertThat(done("undo", "1").get(0)).startsWith("undone: strategy from byrequests");
    assertThat(done("status").get(0)).startsWith("c, byrequests");
  }

  @Test
  void member_andCluster_areBackToTheFile() {
    done("weight", "pi1", "9");
    done("strategy", "random");
    assertThat(done("reset", "pi1")).containsExactly("pi1 is back to the file");
    assertThat(done("reset")).containsExactly("c is back to the file");
    assertThat(done("edits")).noneMatch(line -> line.startsWith("c: "));
  }

  @Test
  void explain_saysWhoIsNext() {
    done("disable", "pi1");

    assertThat(done("explain"))
        .contains("next: pi2")
        .anyMatch(line -> line.matches("pi1 +disabled .*"));
  }

  @Test
  void json_isWhatTheManagerAnswers() {
    String printed = String.join("\n", done("weight", "pi1", "2", "--json"));

    assertThat(new JsonObject(printed).getMap())
        .containsEntry("id", "pi1")
        .containsEntry("weight", 2);
    assertThat(new JsonObject(String.join("\n", done("status", "--json"))).getJsonArray("clusters"))
        .hasSize(2);
  }

  @Test
  void command_thatTheManagerRefuses_saysWhy() {
    assertRefused(run("weight", "pi1", "0.5"), 2, "weight: 0.5 (expected: 1 to 100)");
    assertRefused(run("drain", "pi9"), 2, "id: pi9 (expected: pi1, pi2)");
    assertRefused(run("undo", "7"), 2, "edit: 7");
    assertRefused(
        Commands.run("drain", "pi1", "--manager", manager),
        2,
        "--cluster: missing (expected: c, d)");
  }

  @Test
  void manager_thatIsNotThere_isSaid() {
    String port = "http://127.0.0.1:1/balancer-manager";
    assertRefused(Commands.run("status", "--manager", port), 4, port + " does not answer");
    assertRefused(
        Commands.run("status", "--manager", "ftp://pi"), 2, "--manager: ftp://pi (expected:");
    assertRefused(Commands.run("status", "--manager", manager + "/x"), 2, "no such page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "drain",
        "enable",
        "disable",
        "weight",
        "add",
        "remove",
        "recover",
        "strategy",
        "explain",
        "edits",
        "undo",
        "reset",
        "top",
        "reload"
      })
  void everyCommand_hasHelp(String command) {
    Result help = Commands.run(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(String.join("\n", help.out()))
        .contains("--manager=URL", "--cluster=NAME", "--json", "Exit status:");
  }
}
