package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** One program after another with the same state file, without their listeners. */
class StateKeeperTest {

  private static final String MEMBERS = "[http://pi1, http://pi2, http://pi3]";

  private final Vertx vertx = Vertx.vertx();

  @TempDir private Path directory;
  private Path file = Path.of("");
  private StateKeeper life = StateKeeper.open(Optional.empty());
  private RunningEditor edits =
      new RunningEditor(vertx, MemoryAccount.unbounded(), life.saved(), life::stored);
  private Optional<RunningConfiguration> live = Optional.empty();

  @AfterEach
  void stop() {
    life.close();
    await().until(vertx.close()::isComplete);
  }

  @Test
  void everythingGoesOn_afterAStop() {
    start(MEMBERS, "byrequests");
    make(new Edit.RemoveMember("c", "pi3:80"));
    for (int i = 0; i < 5; i++) {
      Lease lease = balancer().acquire();
      boolean dead = lease.member().id().equals("pi2:80");
      lease.complete(dead ? Outcome.CONNECT_FAILED : Outcome.SUCCESS);
    }
    Object before = balancer().snapshot();

    start(MEMBERS, "byrequests");

    assertThat(balancer().snapshot()).isEqualTo(before);
    assertThat(health("pi2:80")).isInstanceOf(Health.Down.class);
    assertThat(balancer().candidates().members()).hasSize(2);
  }

  @Test
  void whatTheConfigurationHasOvertaken_doesNotComeBack() {
    start(MEMBERS, "byrequests");
    make(new Edit.ChangeStrategy("c", "random", Map.of()));
    start(MEMBERS, "bybusyness");
    assertThat(balancer().strategy().name()).isEqualTo("bybusyness");

    start(MEMBERS, "byrequests");

    assertThat(balancer().strategy().name()).isEqualTo("byrequests");
  }

  @Test
  void strategyWithOptions_isLeftAlone_byAReloadThatDoesNotChangeThem() {
    start(MEMBERS, "{name: peak-ewma, decay: 7s}");
    Strategy learning = balancer().strategy();

    reload(MEMBERS, "{name: peak-ewma, decay: 7000ms}");
    assertThat(balancer().strategy()).isSameAs(learning);

    reload(MEMBERS, "peak-ewma");
    assertThat(balancer().strategy()).isNotSameAs(learning);
  }

  @Test
  void whoeverDidNotStart_leavesTheFileAsItWas() throws Exception {
    start(MEMBERS, "byrequests");
    make(new Edit.RemoveMember("c", "pi3:80"));
    life.close();
    byte[] before = Files.readAllBytes(file);

    life = StateKeeper.open(settings(MEMBERS, "byrequests").state());
    life.close();

    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void secondProgram_isAFault() {
    start(MEMBERS, "byrequests");
    Configuration same = settings(MEMBERS, "byrequests");

    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> StateKeeper.open(same.state()))
        .withMessage("stateFile: " + file + " (expected: a file that no other balancer uses)");
  }

  @Test
  void programWithoutAFile_hasNothingToWaitFor() {
    assertThat(life.stored().succeeded()).isTrue();
  }

  /** The end of one program, if there is one, and the start of the next. */
  private void start(String members, String strategy) {
    life.close();
    Configuration configuration = settings(members, strategy);
    life = StateKeeper.open(configuration.state());
    edits = new RunningEditor(vertx, MemoryAccount.unbounded(), life.saved(), life::stored);
    live = Optional.of(edits.assemble(configuration, Optional.empty()));
    life.begin(vertx, edits::state);
  }

  private void reload(String members, String strategy) {
    live = Optional.of(edits.assemble(settings(members, strategy), live));
  }

  private Configuration settings(String members, String strategy) {
    file = directory.resolve("state.json");
    String yaml =
        """
        listen: 127.0.0.1:0
        stateFile: %s
        clusters: {c: {members: %s, strategy: %s}}
        routes: [{path: /, cluster: c}]
        """;
    return new YamlFrontEnd()
        .read(new Source("test.yaml", String.format(Locale.ROOT, yaml, file, members, strategy)));
  }

  private void make(Edit edit) {
    Future<?> made = edits.make(edit, "a test");
    await().until(made::isComplete);
    assertThat(made.succeeded()).isTrue();
  }

  private Balancer balancer() {
    return live.orElseThrow().cluster("c").orElseThrow().balancer();
  }

  private Health health(String id) {
    return balancer().candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .map(Candidate::health)
        .findFirst()
        .orElseThrow();
  }
}
