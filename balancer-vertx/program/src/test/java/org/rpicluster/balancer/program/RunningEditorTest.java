package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;
import org.rpicluster.balancer.program.state.SavedState;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

@Timeout(60)
class RunningEditorTest {

  private static final String C = "c";
  private static final String WHO = "192.168.0.7";

  private final Vertx vertx = Vertx.vertx();
  private final RunningEditor edits =
      new RunningEditor(vertx, MemoryAccount.unbounded(), SavedState.NONE, Future::succeededFuture);
  private RunningConfiguration live =
      edits.assemble(configuration("http://pi1, http://pi2"), Optional.empty());

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void change_isMade_andOutlivesAReload() {
    await(edits.make(weight("pi2:80", 7), WHO));
    assertThat(weights()).containsExactly(Map.entry("pi1:80", 1.0), Map.entry("pi2:80", 7.0));

    reload("http://pi2, http://pi3");
    assertThat(weights()).containsExactly(Map.entry("pi2:80", 7.0), Map.entry("pi3:80", 1.0));
  }

  @Test
  void changes_keepWhatWasCountedAndLearnt() {
    Lease lease = balancer().acquire();
    lease.complete(Outcome.CONNECT_FAILED);
    String id = lease.member().id();
    await(edits.make(weight(id, 7), WHO));
    await(edits.make(new Edit.ChangeStrategy(C, "bybusyness", Map.of()), WHO));

    assertThat(candidate(id).counters().failures()).isEqualTo(1);
    assertThat(candidate(id).health().usable()).isFalse();
    assertThat(balancer().strategy().name()).isEqualTo("bybusyness");
    await(edits.make(new Edit.RecoverMember(C, id), WHO));
    assertThat(candidate(id).health().usable()).isTrue();
  }

  @Test
  void change_ofAMember_leavesTheAccountOfAStrategyWithOptionsAlone() {
    await(edits.make(new Edit.ChangeStrategy(C, "peak-ewma", Map.of("decay", "5s")), WHO));
    var picker = balancer().strategy();
    await(edits.make(weight("pi1:80", 3), WHO));

    assertThat(balancer().strategy()).isSameAs(picker);
  }

  @Test
  void removedMember_drains_andLeavesWithItsLastRequest() {
    List<Lease> leases = List.of(balancer().acquire(), balancer().acquire());
    await(edits.make(new Edit.RemoveMember(C, "pi1:80"), WHO));

    assertThat(balancer().acquire().member().id()).isEqualTo("pi2:80");
    assertThat(candidate("pi1:80").eligibility()).hasToString("draining");
    reload("http://pi1, http://pi2");
    assertThat(candidate("pi1:80").eligibility()).hasToString("draining");

    leases.forEach(lease -> lease.complete(Outcome.SUCCESS));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ids().equals(List.of("pi2:80")));
  }

  @Test
  void removedMember_withNothingInFlight_leavesAtOnce_andOneMayTakeItsPlace() {
    await(edits.make(new Edit.RemoveMember(C, "pi1:80"), WHO));
    assertThat(ids()).containsExactly("pi2:80");

    await(edits.make(new Edit.AddMember(C, Member.of("http://pi1")), WHO));
    assertThat(ids()).containsExactly("pi1:80", "pi2:80");
  }

  @Test
  void removedMember_removedAgain_leavesAtOnce_andItsRequestGoesOn() {
    Lease lease = balancer().acquire();
    String id = lease.member().id();
    await(edits.make(new Edit.RemoveMember(C, id), WHO));
    assertThat(ids()).contains(id);
    await(edits.make(new Edit.RemoveMember(C, id), WHO));

    assertThat(ids()).doesNotContain(id).hasSize(1);
    lease.complete(Outcome.SUCCESS);
  }

  @Test
  void editsAndReloads_atOnce_loseNothing() {
    List<Future<Void>> made = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      made.add(edits.make(new Edit.AddMember(C, Member.of("http://added" + i)), WHO));
      made.add(edits.make(weight("pi1:80", 2 + i % 7), WHO));
      if (i % 5 == 0) {
        reload(i % 2 == 0 ? "http://pi1" : "http://pi2, http://pi1");
      }
    }
    await(Future.all(made));
    reload("http://pi1");

    List<String> expected = new ArrayList<>(List.of("pi1:80"));
    IntStream.range(0, 50).forEach(i -> expected.add("added" + i + ":80"));
    assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(weights().get("pi1:80")).isBetween(2.0, 8.0);
    assertThat(edits.state().edits().of(C).membersOf(live.configuration().clusters().get(0)))
        .isEqualTo(balancer().candidates().members().stream().map(Candidate::member).toList());
  }

  @Test
  void edit_ofWhatIsNotThere_isRefused() {
    assertRefused(weight("x", 7), "id: x (expected: pi1:80, pi2:80)");
    assertRefused(new Edit.RecoverMember("d", "pi1:80"), "cluster: d (expected: c)");
  }

  @Test
  void edit_thatCannotBeStored_fails() {
    RunningEditor failing =
        new RunningEditor(
            vertx,
            MemoryAccount.unbounded(),
            SavedState.NONE,
            () -> Future.failedFuture("the disk is full"));
    failing.assemble(configuration("http://pi1, http://pi2"), Optional.empty());

    assertThatThrownBy(() -> await(failing.make(weight("pi1:80", 7), WHO)))
        .hasMessageContaining("the disk is full");
  }

  @Test
  void start_withWhatWasEditedBefore_hasIt() {
    await(edits.make(weight("pi2:80", 7), WHO));
    RunningEditor again =
        new RunningEditor(vertx, MemoryAccount.unbounded(), edits.state(), Future::succeededFuture);
    live = again.assemble(configuration("http://pi1, http://pi2"), Optional.empty());

    assertThat(weights()).containsEntry("pi2:80", 7.0);
  }

  private void assertRefused(Edit edit, String message) {
    assertThatThrownBy(() -> await(edits.make(edit, WHO)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(EditRefused.class)
        .hasMessage(message);
  }

  private void reload(String members) {
    live = edits.assemble(configuration(members), Optional.of(live));
  }

  private Balancer balancer() {
    return live.cluster(C).orElseThrow().balancer();
  }

  private Candidate candidate(String id) {
    return balancer().candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> ids() {
    return balancer().candidates().members().stream().map(c -> c.member().id()).toList();
  }

  private Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    balancer()
        .candidates()
        .members()
        .forEach(c -> weights.put(c.member().id(), c.member().weight().value()));
    return weights;
  }

  private static Edit weight(String id, double weight) {
    Member values = Member.at("http://unknown").weight(weight).build();
    return new Edit.ChangeMember(C, id, new MemberValues(Set.of(MemberSetting.WEIGHT), values));
  }

  private static Configuration configuration(String members) {
    String yaml =
        """
        listen: 127.0.0.1:0
        clusters:
          c:
            members: [%s]
        routes:
          - {path: /, cluster: c}
        """;
    return new YamlFrontEnd()
        .read(new Source("test.yaml", String.format(Locale.ROOT, yaml, members)));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
