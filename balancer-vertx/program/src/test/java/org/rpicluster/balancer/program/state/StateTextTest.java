package org.rpicluster.balancer.program.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.hash.Hashing;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.program.overlay.MadeEdit;
import org.rpicluster.balancer.program.overlay.Overlay;

/** What is read is what was written, or it is known not to be. */
class StateTextTest {

  private static final byte[] TEXT = StateText.encode(States.FULL);

  @Test
  void whatIsWritten_isReadAgain() {
    SavedState read = StateText.decode(TEXT);

    assertThat(read.edits()).isEqualTo(States.FULL.edits());
    assertThat(read.made()).isEqualTo(States.FULL.made());
    assertThat(StateText.encode(read)).isEqualTo(TEXT);
    assertThat(read.learntIn("pis").members().keySet())
        .isEqualTo(States.FULL.learntIn("pis").members().keySet());
    assertThat(StateText.decode(StateText.encode(SavedState.NONE))).isEqualTo(SavedState.NONE);
  }

  @Test
  void whatEditsHaveChanged_isKeptFromTheNewestOn_asFarAsThereIsRoom() {
    List<MadeEdit> made =
        List.of(
            States.adding(2000, 4),
            States.adding(2000, 3),
            States.adding(1000, 2),
            States.adding(1, 1));
    SavedState state = new SavedState(Overlay.NONE, Map.of(), made);

    assertThat(StateText.decode(StateText.encode(state)).made())
        .containsExactly(
            made.get(0), made.get(1).forGood(), made.get(2).forGood(), made.get(3).forGood());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "1", "\"\"", "{\"version\":1,\"state\":null}"})
  void otherJson_isDamaged(String text) {
    requireDamaged(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void orderOfAddedMembers_isKept() {
    assertThat(StateText.decode(TEXT).edits().of("pis").members().keySet())
        .containsExactlyElementsOf(States.FULL.edits().of("pis").members().keySet());
  }

  @Test
  void everyLengthThatIsTooShort_isDamaged() {
    // The last byte is a line break for people.
    for (int length = 0; length < TEXT.length - 1; length++) {
      requireDamaged(Arrays.copyOf(TEXT, length));
    }
  }

  @Test
  void bitThatIsFlipped_isNoticed() {
    // One of each byte, each of the eight in turn.
    for (int at = 0; at < TEXT.length; at++) {
      byte[] flipped = TEXT.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      requireDamaged(flipped);
    }
  }

  @Test
  void piecesThatAreLostOrGarbled_areNoticed() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      byte[] garbled = TEXT.clone();
      int from = random.nextInt(garbled.length - 1);
      int to = from + 1 + random.nextInt(Math.min(512, garbled.length - from));
      for (int at = from; at < to; at++) {
        garbled[at] = i % 2 == 0 ? 0 : (byte) random.nextInt();
      }
      if (!Arrays.equals(garbled, TEXT)) {
        requireDamaged(garbled);
      }
    }
  }

  private static void requireDamaged(byte[] bytes) {
    assertThatExceptionOfType(DamagedState.class).isThrownBy(() -> StateText.decode(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "1", "\"x\"", "{}", "{\"version\":1}", "{} {}", "\0\0"})
  void whatIsNoStateAtAll_isDamaged(String text) {
    requireDamaged(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nestingWithoutEnd_isDamaged() {
    requireDamaged("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    requireDamaged("{\"version\":".repeat(100_000).getBytes(StandardCharsets.UTF_8));
  }

  /** With a checksum that fits: an operator has edited the file, or another version wrote it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"version\":1` | `\"version\":2` | .version: 2 (expected: 1 to 1)",
        "`\"picks\":1` | `\"picks\":-1` | .state.learnt.pis.members.all.picks: -1 (expected: 0 to"
            + " 9223372036854775807)",
        "`\"picks\":1` | `\"picks\":1.5` | .state.learnt.pis.members.all.picks: 1.5 (expected: 0 to"
            + " 9223372036854775807)",
        "`\"picks\":1` | `\"picks\":9223372036854775808` | .state.learnt.pis.members.all.picks:"
            + " 9223372036854775808 (expected: 0 to 9223372036854775807)",
        "`\"picks\":1` | `\"picks\":\"1\"` | .state.learnt.pis.members.all.picks: 1 (expected: 0 to"
            + " 9223372036854775807)",
        "`\"is\":\"up\"` | `\"is\":\"gone\"` | .state.learnt.pis.members.up.health.is: gone"
            + " (expected: up, suspect, down, half open, recovering)",
        "`\"retry\":\"PT5.123S\"` | `\"retry\":\"PT-5S\"` | .state.learnt.pis.members.down.health"
            + ".retry: PT-5S (expected: 0 or more)",
        "`\"retry\":\"PT5.123S\"` | `\"retry\":\"soon\"` | .state.learnt.pis.members.down.health"
            + ".retry: soon (expected: a time as in ISO 8601)",
        "`\"weightPercent\":30` | `\"weightPercent\":100` | .state.learnt.pis.members.recovering"
            + ".health.weightPercent: 100 (expected: 1 to 99)",
        "`\"weight\":99.99` | `\"weight\":101` | .state.edits.pis.members.pi1:8080.values: weight:"
            + " 101 (expected: 1 to 100)",
        "`\"probePort\":8081` | `\"probePort\":65536` | .state.edits.others.members.b.member:"
            + " probePort: 65536 (expected: 1 to 65535, or 0; 0 with unix:)",
        "`\"atOnce\":true` | `\"atOnce\":1` | .state.edits.others.members.b.atOnce: 1 (expected:"
            + " true or false)",
        "`\"role\":\"standby\"` | `\"role\":\"king\"` | .state.edits.pis.members.pi1:8080.values"
            + ".role: king (expected: active, spare, standby)",
        "`[\"weight\",\"state\"]` | `[\"colour\"]` | .state.edits.pis.members.pi1:8080.settings:"
            + " colour (expected: weight, set, role, state, route, redirect, maxInFlight)",
        "`\"name\":\"bytraffic\"` | `\"name\":\"bymoon\"` | .state.edits.pis.strategy.edited:"
            + " strategy: bymoon (expected: bybusyness,",
        "`\"members\":{` | `\"x\":{` | .state.edits.others.members: null (expected: an object)",
      })
  void wrongValue_isDamaged_andSaysWhere(String good, String wrong, String message) {
    String text = new String(TEXT, StandardCharsets.UTF_8);
    assertThat(text).contains(good);

    byte[] changed = withChecksum(text.replaceFirst(Pattern.quote(good), wrong));

    assertThatExceptionOfType(DamagedState.class)
        .isThrownBy(() -> StateText.decode(changed))
        .withMessageStartingWith(message);
  }

  /** A member without a port for probes is as every member was, when there was none. */
  @Test
  void fileOfBeforeProbesHadPorts_isRead() {
    String text = new String(TEXT, StandardCharsets.UTF_8);
    String before = text.replaceAll(",\"probePort\":\\d+", "");

    assertThat(before).isNotEqualTo(text).doesNotContain("probePort");
    assertThat(StateText.decode(withChecksum(before)).edits().clusters().keySet())
        .containsExactlyInAnyOrder("pis", "others");
  }

  /** Members that wait for a trial were called so until they were half open. */
  @Test
  void fileWithProbingMembers_isRead() {
    String text = new String(TEXT, StandardCharsets.UTF_8);
    String before = text.replace("\"is\":\"half open\"", "\"is\":\"probing\"");

    assertThat(before).isNotEqualTo(text);
    assertThat(StateText.encode(StateText.decode(withChecksum(before)))).isEqualTo(TEXT);
  }

  private static byte[] withChecksum(String text) {
    JsonObject json = new JsonObject(text);
    String body = json.getJsonObject("state").encode();
    String sum = Hashing.sha256().hashString(body, StandardCharsets.UTF_8).toString();
    return Buffer.buffer(json.put("sha256", sum).encode()).getBytes();
  }
}
