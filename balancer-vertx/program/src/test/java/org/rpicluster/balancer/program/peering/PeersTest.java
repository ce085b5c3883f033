package org.rpicluster.balancer.program.peering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.peering.TwoBalancers.await;

import com.google.common.net.HostAndPort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rpicluster.balancer.program.cli.Commands;

/** Two balancers with the same configuration: what one's operator edits, the other does. */
@Timeout(180)
class PeersTest {

  @TempDir private Path home;
  private TwoBalancers both;

  @BeforeEach
  void make() throws IOException {
    both = new TwoBalancers(home);
  }

  @AfterEach
  void stop() {
    both.close();
  }

  private void startBoth() {
    both.start(0);
    both.start(1);
    both.edit(0, "pi1", "weight", 7);
    await(() -> both.setting(1, "pi1", "weight").equals(7));
  }

  @Test
  void editsOfOne_areMadeByTheOther_andTheOtherWayRound() {
    startBoth();

    both.edit(1, "pi2", "state", "draining");
    both.manager(1).change("PATCH", "/clusters/c", new JsonObject().put("strategy", "bybusyness"));
    both.manager(0)
        .change("POST", "/clusters/c/members", new JsonObject().put("url", "http://127.0.0.1:3"));

    await(() -> both.setting(0, "pi2", "state").equals("draining"));
    await(() -> both.manager(0).get("/clusters/c").getString("strategy").equals("bybusyness"));
    await(() -> both.ids(1).equals(List.of("127.0.0.1:3", "pi1", "pi2")));
  }

  @Test
  void memberThatIsRemovedByOne_leavesTheOther_andIsBackByReset() {
    startBoth();

    both.manager(0).change("DELETE", "/clusters/c/members/pi1", new JsonObject());
    await(() -> both.ids(1).equals(List.of("pi2")));
    both.manager(1).change("POST", "/clusters/c/members/pi1/reset", new JsonObject());

    await(() -> both.ids(0).equals(List.of("pi1", "pi2")));
    assertThat(both.setting(0, "pi1", "weight")).isEqualTo(both.setting(1, "pi1", "weight"));
  }

  @Test
  void balancerThatWasAway_hearsWhatWasEditedMeanwhile_andIsHeard() {
    startBoth();
    both.stop(1);
    both.edit(0, "pi2", "state", "disabled");

    both.start(1);

    await(() -> both.setting(1, "pi2", "state").equals("disabled"));
    both.edit(1, "pi2", "state", "enabled");
    await(() -> both.setting(0, "pi2", "state").equals("enabled"));
  }

  @Test
  void balancersThatDidNotHearEachOther_keepTheDrain_ofEither() {
    startBoth();
    both.stop(1);
    both.edit(0, "pi2", "state", "disabled");
    both.edit(0, "pi2", "state", "enabled");
    both.stop(0);
    both.start(1);
    both.edit(1, "pi2", "state", "draining");
    both.start(0);

    await(() -> both.setting(0, "pi2", "state").equals("draining"));
    assertThat(both.setting(1, "pi2", "state")).isEqualTo("draining");
  }

  @Test
  void wholePowerCut_forgetsNothing() {
    startBoth();
    both.stop(0);
    both.stop(1);

    both.start(1);
    assertThat(both.setting(1, "pi1", "weight")).isEqualTo(7);
    both.start(0);

    assertThat(both.setting(0, "pi1", "weight")).isEqualTo(7);
  }

  @Test
  void configurationThatChangesWhatWasEdited_isTheLaterWord_onBoth() {
    startBoth();

    both.reload(
        0, "{id: pi1, url: 'http://127.0.0.1:1', weight: 3}, {id: pi2, url: 'http://127.0.0.1:2'}");

    assertThat(both.setting(0, "pi1", "weight")).isEqualTo(3);
    await(() -> both.setting(1, "pi1", "weight").equals(1));
  }

  @Test
  void editOfAMember_thatOnlyOneHas_isKeptForTheOther() {
    startBoth();
    String three = "{id: pi1, url: 'http://127.0.0.1:1'}, {id: pi3, url: 'http://127.0.0.1:3'}";
    both.reload(0, three);
    both.edit(0, "pi3", "weight", 5);
    both.edit(0, "pi1", "weight", 8);
    await(() -> both.setting(1, "pi1", "weight").equals(8));

    both.reload(1, three);

    assertThat(both.setting(1, "pi3", "weight")).isEqualTo(5);
    assertThat(both.setting(0, "pi3", "weight")).isEqualTo(5);
  }

  @Test
  void strangerWithoutTheSecret_joinsNothing_andChangesNothing() throws IOException {
    both.secret(1, "another-secret-another-secret-another-secret");
    both.start(0);
    both.start(1);
    both.edit(0, "pi1", "weight", 7);
    both.edit(1, "pi1", "weight", 9);
    both.stop(1);
    both.secret(1, "0123456789abcdef0123456789abcdef");
    both.edit(0, "pi2", "weight", 6);

    assertThat(both.setting(0, "pi1", "weight")).isEqualTo(7);
    both.start(1);
    await(() -> both.setting(1, "pi2", "weight").equals(6));
  }

  @Test
  void machineThatIsSilent_whereAPeerShouldBe_holdsUpNoOther() throws IOException {
    both.close();
    both = new TwoBalancers(home, 3);
    HostAndPort third = HostAndPort.fromString(both.address(2));
    try (ServerSocket silent =
        new ServerSocket(third.getPort(), 50, InetAddress.getByName(third.getHost()))) {
      both.start(0);
      silent.accept();
      both.start(1);

      both.edit(0, "pi1", "weight", 7);
      await(() -> both.setting(1, "pi1", "weight").equals(7));
      both.edit(1, "pi2", "weight", 8);
      await(() -> both.setting(0, "pi2", "weight").equals(8));
      Socket asked = silent.accept();
      await(() -> asked.getInputStream().readNBytes(1 << 16).length < 1 << 16);
    }
  }

  @Test
  void eachShowsEveryBalancer_andWhetherItKnowsTheSame() {
    startBoth();

    await(
        () ->
            List.of(0, 1).stream()
                .allMatch(
                    i ->
                        both.seenBy(i).size() == 2
                            && both.seenBy(i).stream().allMatch(b -> b.getBoolean("sameEdits"))));
    JsonObject other =
        both.seenBy(0).stream().filter(b -> !b.getBoolean("own")).findFirst().orElseThrow();
    assertThat(other.getString("name")).isEqualTo("balancer1");
    assertThat(other.getString("address")).isEqualTo(both.address(1));
    assertThat(other.getString("id")).isNotEmpty();
    assertThat(other.getBoolean("holdsAddress")).isTrue();
    assertThat(Instant.parse(other.getString("since"))).isBeforeOrEqualTo(Instant.now());
    assertThat(Commands.run("status", "--manager", both.managerUrl(0)).out())
        .contains("balancers: 2")
        .anyMatch(line -> line.matches("  balancer1 .*has it +[-0-9]+T[0-9:]{8}Z  the same"));
    both.stop(1);
    await(() -> both.seenBy(0).size() == 1);
  }

  @Test
  void editOfAPeer_isOnTheListOfEdits_andCanBeUndoneThere() {
    startBoth();

    JsonObject edit =
        both.manager(1).get("/edits").getJsonArray("edits").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("what").contains("weight from 1 to 7"))
            .findFirst()
            .orElseThrow();

    assertThat(edit.getString("who")).isEqualTo("peer balancer0");
    assertThat(edit.getString("member")).isEqualTo("pi1");
    both.manager(1).change("POST", "/edits/" + edit.getLong("number") + "/undo", new JsonObject());
    await(() -> both.setting(0, "pi1", "weight").equals(1));
  }

  @Test
  void balancerWithACopyOfAnothersStateFile_takesAnIdOfItsOwn() throws IOException {
    both.start(0);
    both.edit(0, "pi1", "weight", 7);
    both.stop(0);
    Files.copy(both.state(0), both.state(1));
    both.start(0);
    both.start(1);

    await(
        () ->
            both.seenBy(0).stream()
                    .map(each -> each.getString("id"))
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .count()
                == 2);
    both.edit(1, "pi1", "weight", 8);
    await(() -> both.setting(0, "pi1", "weight").equals(8));
  }

  @Test
  void rollout_isShownByBoth_andKnownAfterARestart() {
    startBoth();
    JsonObject report =
        new JsonObject()
            .put("target", "v2")
            .put("member", "pi1")
            .put("step", "updated")
            .put("version", "v2");

    both.manager(0).change("POST", "/clusters/c/rollout", report);

    await(() -> both.rollout(1).equals("v2"));
    assertThat(both.setting(1, "pi1", "version")).isEqualTo("v2");
    both.stop(1);
    both.start(1);
    assertThat(both.rollout(1)).isEqualTo("v2");
    both.manager(1)
        .change(
            "POST",
            "/clusters/c/rollout",
            new JsonObject().put("target", "v2").put("step", "done"));
    await(() -> both.rollout(0).isEmpty());
  }

  @Test
  void limits_areDividedByTheBalancersThatLive_whereThatIsAskedFor() {
    both.settings("divide: true", "queue: {max: 7}");
    both.members(
        "{id: pi1, url: 'http://127.0.0.1:1', maxInFlight: 64},"
            + " {id: pi2, url: 'http://127.0.0.1:2'}");
    both.start(0);
    both.start(1);

    await(() -> both.setting(0, "pi1", "maxInFlight").equals(32));
    await(() -> both.setting(1, "pi1", "maxInFlight").equals(32));
    assertThat(both.setting(0, "pi2", "maxInFlight")).isEqualTo(0);
    both.edit(0, "pi1", "maxInFlight", 5);
    await(() -> both.setting(1, "pi1", "maxInFlight").equals(3));
    both.stop(1);
    await(() -> both.setting(0, "pi1", "maxInFlight").equals(5));
  }
}
