package org.rpicluster.balancer.program.site.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteException;

/** {@code rollout}, through a balancer's manager, with workers that pull. */
@Timeout(120)
class RolloutTest {

  @TempDir private Path home;
  private RollingCluster it;
  private String first;
  private String second;

  @BeforeEach
  void start() throws IOException {
    it = new RollingCluster(home, 4);
    first = it.versions().get(0);
    second = it.publish("second");
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void members_getTheVersion_oneAfterTheOther() throws IOException {
    List<Long> away = new ArrayList<>();
    it.atEachWait = () -> away.add(it.states().stream().filter("disabled"::equals).count());

    it.rollout(it.settings()).run(it.to(second));

    assertThat(it.versions()).containsOnly(second);
    assertThat(it.states()).containsOnly("enabled");
    assertThat(Collections.max(away)).isEqualTo(1);
    assertThat(it.steps.subList(0, 7))
        .containsExactly(
            "pi1 leaving",
            "pi1 empty",
            "pi1 updating",
            "pi1 updated",
            "pi1 healthy",
            "pi1 serving",
            "pi2 leaving");
    assertThat(it.steps).endsWith("done");
  }

  @Test
  void balancer_isToldOfEachStep_andWhichVersionsTheMembersServe() throws IOException {
    List<String> shown = new ArrayList<>();
    it.atEachWait =
        () -> {
          JsonObject cluster = it.manager.get("/clusters/c");
          List<String> has = new ArrayList<>();
          cluster.getJsonArray("members").stream()
              .map(member -> ((JsonObject) member).getString("version"))
              .forEach(version -> has.add(version.equals(second) ? "second" : "first"));
          JsonObject rollout = cluster.getJsonObject("rollout");
          shown.add(rollout.getString("member") + " " + rollout.getString("step") + " " + has);
        };

    it.rollout(it.settings()).run(it.to(second));

    assertThat(shown)
        .contains(
            "pi1 updating [first, first, first, first]",
            "pi3 updating [second, second, first, first]");
    assertThat(it.manager.get("/clusters/c").getValue("rollout")).isNull();
  }

  @Test
  void twoAtATime_areAwayAtOnce_neverThree() throws IOException {
    List<Long> away = Collections.synchronizedList(new ArrayList<>());
    it.atEachWait = () -> away.add(it.states().stream().filter("disabled"::equals).count());

    it.rollout(it.settings(2, 0)).run(it.to(second));

    assertThat(it.versions()).containsOnly(second);
    assertThat(Collections.max(away)).isEqualTo(2);
  }

  @Test
  void canary_goesFirst_andTheOthersWait() throws IOException {
    Instant begin = it.now();

    it.rollout(it.settings(1, 1)).run(it.to(second));

    assertThat(it.steps.indexOf("pause")).isEqualTo(it.steps.indexOf("pi1 serving") + 1);
    assertThat(Duration.between(begin, it.now())).isGreaterThan(Duration.ofMinutes(1));
    assertThat(it.versions()).containsOnly(second);
  }

  @Test
  void memberThatIsNotWell_staysAway_andTheOthersKeepWhatTheyHave() throws IOException {
    it.worker("pi2").illWith = second;
    Rollout rollout = it.rollout(it.settings());

    assertThatThrownBy(() -> rollout.run(it.to(second)))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "pi2: is not well after 60 s: its first page is no answer, or an error"
                + " (expected: 3 good in a row)");

    assertThat(it.states()).containsExactly("enabled", "disabled", "enabled", "enabled");
    assertThat(it.versions()).containsExactly(second, second, first, first);
  }

  @Test
  void workerThatTakesNoUpdate_isNamedWithWhatItHas() throws IOException {
    it.worker("pi1").isStuck = true;
    Rollout rollout = it.rollout(it.settings());

    assertThatThrownBy(() -> rollout.run(it.to(second)))
        .hasMessage("pi1: has \"" + first + "\" after 60 s (expected: " + second + ")");
  }

  @Test
  void rolloutThatWasKilled_goesOnWhereItWas() throws IOException {
    it.atEachWait = () -> it.isStopped = it.steps.contains("pi2 updating");
    Rollout killed = it.rollout(it.settings());
    assertThatThrownBy(() -> killed.run(it.to(second))).hasMessage("stopped");
    it.atEachWait = () -> {};
    it.isStopped = false;
    it.steps.clear();

    it.rollout(it.settings()).run(it.to(second));

    assertThat(it.steps).startsWith("pi2 leaving").doesNotContain("pi1 leaving");
    assertThat(it.versions()).containsOnly(second);
    assertThat(it.states()).containsOnly("enabled");
  }

  @Test
  void anotherRollout_waitsForTheOneThatIsUnderWay() throws IOException {
    it.worker("pi1").isStuck = true;
    Rollout stuck = it.rollout(it.settings());
    assertThatThrownBy(() -> stuck.run(it.to(second))).isInstanceOf(SiteException.class);
    String third = it.publish("third");
    Rollout other = it.rollout(it.settings());

    assertThatThrownBy(() -> other.run(it.to(third)))
        .hasMessageContaining("a roll-out of " + second + " to c is under way");
  }

  @Test
  void abort_bringsTheMemberBack_toWhatItHad() throws IOException {
    it.worker("pi2").illWith = second;
    Rollout failing = it.rollout(it.settings());
    assertThatThrownBy(() -> failing.run(it.to(second))).isInstanceOf(SiteException.class);

    it.rollout(it.settings()).abort(it::to);

    assertThat(it.versions()).containsExactly(second, first, first, first);
    assertThat(it.states()).containsOnly("enabled");
  }

  @Test
  void back_takesItFromAllThatHaveIt() throws IOException {
    it.rollout(it.settings()).run(it.to(second));

    it.rollout(it.settings()).back(it::to);

    assertThat(it.versions()).containsOnly(first);
    assertThat(it.states()).containsOnly("enabled");
  }

  @Test
  void memberThatOperatorsHaveTakenOut_isUpdated_andStaysOut() throws IOException {
    it.manager.changeMember("c", "pi3", new JsonObject().put("state", "stopped"));

    it.rollout(it.settings()).run(it.to(second));

    assertThat(it.versions()).containsOnly(second);
    assertThat(it.states()).containsExactly("enabled", "enabled", "stopped", "enabled");
  }

  @Test
  void membersThatHaveItAlready_serveOn() throws IOException {
    it.rollout(it.settings()).run(it.to(second));
    it.steps.clear();

    it.rollout(it.settings()).run(it.to(second));

    assertThat(it.steps)
        .containsExactly(
            "pi1 unchanged", "pi2 unchanged", "pi3 unchanged", "pi4 unchanged", "done");
  }

  @Test
  void managerThatOnlyShows_isNoWayToBegin() throws IOException {
    ManagerClient shown = it.manager("/shown");

    for (Consumer<Rollout> begin :
        List.<Consumer<Rollout>>of(
            rollout -> rollout.run(it.to(second)),
            rollout -> rollout.abort(it::to),
            rollout -> rollout.back(it::to))) {
      Rollout rollout = it.rollout(it.settings(), shown);
      assertThatThrownBy(() -> begin.accept(rollout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "--manager: "
                  + shown
                  + " only shows (expected: one without `readOnly`, and none of its `readers`)");
    }
    assertThat(home.resolve("journal.json")).doesNotExist();
    assertThat(it.steps).isEmpty();
    assertThat(it.versions()).containsOnly(first);
  }

  @Test
  void membersThatWouldHeedTheSameWord_areToldApart_beforeAnyLeaves() {
    List<MemberStatus> alike = List.of(at("http://10.0.0.1:8001"), at("http://10.0.0.1:8002"));

    assertThatThrownBy(() -> it.to(second).check(alike))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "id: 10.0.0.1:8002 (expected: another name as of pull --name than 10.0.0.1:8001,"
                + " which is 10.0.0.1 too)");
  }

  @Test
  void commandForAHost_isNotRunForAMemberWithoutOne() {
    HostCommand command = new HostCommand(List.of("ssh", "{host}"), Duration.ofMinutes(1));

    assertThatThrownBy(() -> command.check(List.of(at("http://10.0.0.1:80"), at("unix:/run/app"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("{host}: none of unix:/run/app (expected: a command with {id})");
  }

  private static MemberStatus at(String url) {
    String id = url.replace("http://", "");
    return new MemberStatus(id, URI.create(url), "enabled", "up", 0, Optional.empty());
  }

  @Test
  void versionThatIsNotPublished_isRefused() {
    assertThatThrownBy(() -> it.to("20990101T000000Z-00000000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--version: 20990101T000000Z-00000000 (expected: one that is published in "
                + it.updates
                + ")");
  }
}
