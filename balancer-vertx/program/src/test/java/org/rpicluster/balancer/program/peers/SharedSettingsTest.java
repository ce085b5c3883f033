package org.rpicluster.balancer.program.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which edits of two balancers become one, row by row of docs/two-balancers.md. */
class SharedSettingsTest {

  private static final SettingKey STATE = new SettingKey("c", "pi1", "state");
  private static final SettingKey WEIGHT = new SettingKey("c", "pi1", "weight");

  private static SharedSettings edit(
      SharedSettings before, String node, SettingKey key, Object value) {
    String text = value instanceof String word ? "\"" + word + "\"" : value.toString();
    return before.written(node, Map.of(key, "{\"value\":" + text + "}"));
  }

  private static String after(SharedSettings one, SharedSettings other, SettingKey key) {
    assertThat(one.merged(other)).isEqualTo(other.merged(one));
    return one.merged(other).value(key);
  }

  @Test
  void laterEdit_replacesWhatItsAuthorHasSeen_howeverMild() {
    SharedSettings drained = edit(SharedSettings.NONE, "a", STATE, "draining");
    SharedSettings enabled = edit(drained, "b", STATE, "enabled");

    assertThat(after(drained, enabled, STATE)).contains("enabled");
    assertThat(drained.merged(enabled).disputed()).isEmpty();
  }

  @Test
  void ofTwoStates_theStricterHolds_whateverItsVersion() {
    SharedSettings drained = edit(SharedSettings.NONE, "a", STATE, "draining");
    SharedSettings other = SharedSettings.NONE;
    for (String state : List.of("disabled", "stopped", "enabled")) {
      other = edit(other, "b", STATE, state);
    }

    assertThat(after(drained, other, STATE)).contains("draining");
    assertThat(drained.merged(other).disputed()).containsExactly(STATE);
  }

  @Test
  void ofOtherSettings_theHigherVersionHolds() {
    SharedSettings once = edit(SharedSettings.NONE, "z", WEIGHT, 50);
    SharedSettings twice = edit(edit(SharedSettings.NONE, "a", WEIGHT, 2), "a", WEIGHT, 3);

    assertThat(after(once, twice, WEIGHT)).isEqualTo("{\"value\":3}");
  }

  @Test
  void atATie_theNodesIdDecides() {
    SharedSettings a = edit(SharedSettings.NONE, "a", WEIGHT, 50);
    SharedSettings b = edit(SharedSettings.NONE, "b", WEIGHT, 2);

    assertThat(after(a, b, WEIGHT)).isEqualTo("{\"value\":2}");
  }

  @Test
  void editBehindADispute_endsIt() {
    SharedSettings drained = edit(SharedSettings.NONE, "a", STATE, "draining");
    SharedSettings stopped = edit(SharedSettings.NONE, "b", STATE, "stopped");
    SharedSettings enabled = edit(drained.merged(stopped), "a", STATE, "enabled");

    assertThat(after(stopped, enabled, STATE)).contains("enabled");
    assertThat(enabled.disputed()).isEmpty();
  }

  @Test
  void backToTheFile_isAnEditLikeOthers() {
    SharedSettings edited = edit(SharedSettings.NONE, "a", WEIGHT, 50);
    SharedSettings back = edited.written("b", Map.of(WEIGHT, ""));

    assertThat(after(edited, back, WEIGHT)).isEmpty();
    assertThat(back.values()).isEmpty();
  }

  @Test
  void messageThatComesAgain_changesNothing() {
    SharedSettings old = edit(SharedSettings.NONE, "a", STATE, "stopped");
    SharedSettings now = edit(old, "a", STATE, "enabled");

    assertThat(now.merged(old)).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "[{}]",
        "[{\"cluster\":\"c\",\"member\":\"\",\"setting\":\"s\",\"seen\":{},\"values\":"
            + "[{\"version\":1,\"node\":\"a\",\"value\":{}}]}]",
        "[{\"cluster\":\"c\",\"member\":\"\",\"setting\":\"s\",\"seen\":{\"a\":-1},\"values\":[]}]",
        "[{\"cluster\":\"c\",\"member\":\"\",\"setting\":\"s\",\"seen\":{\"a\":\"x\"},"
            + "\"values\":[]}]",
      })
  void whatIsNone_isRefused(String json) {
    assertThatThrownBy(() -> SharedJson.read(new JsonArray(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
