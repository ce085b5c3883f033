package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.program.cli.Commands.Result;
import org.rpicluster.balancer.program.kit.StartedProgram;
import org.rpicluster.balancer.program.managerclient.ManagerClient;

/** The live view of a running balancer: what it shows, and what its keys do. */
@Timeout(60)
class TopTest {

  private final StartedProgram program =
      new StartedProgram(
          """
          listen: 127.0.0.1:0
          clusters:
            c: {members: [{id: pi1, url: "http://127.0.0.1:1"}, {id: pi2, url: "http://127.0.0.1:2"}]}
            d: {members: ["http://127.0.0.1:3"]}
          routes: [{path: /m, manager: {}}]
          """);

  private final String manager = "http://127.0.0.1:" + program.port(0) + "/m";
  private final TopModel model =
      new TopModel(ManagerClient.at(URI.create(manager)), cluster -> true);

  @BeforeEach
  void read() {
    model.refresh();
  }

  @AfterEach
  void stop() {
    program.close();
  }

  private List<String> shown(int rows, int columns) {
    return TopText.of(model, rows, columns).stream().map(AttributedString::toString).toList();
  }

  private List<String> pressing(TopKey... keys) {
    for (TopKey key : keys) {
      model.press(key);
      model.refresh();
    }
    return shown(24, 100);
  }

  @Test
  void view_hasEachClusterAndMember_withOneSelected_andKeysBelow() {
    assertThat(shown(24, 100))
        .hasSize(24)
        .anyMatch(line -> line.startsWith("c  byrequests  2 of 2 serve  0 in flight"))
        .anyMatch(line -> line.matches("> pi1 +serving +1 +0 +0[.]0 +0 +0 +up: joined"))
        .anyMatch(line -> line.startsWith("  pi2 "))
        .anyMatch(line -> line.startsWith("d  byrequests"));
    assertThat(shown(24, 100).get(23)).contains("d drain", "q quit");
  }

  @Test
  void keys_changeTheSelectedMember_andSayIt() {
    assertThat(pressing(TopKey.DOWN, TopKey.DRAIN))
        .anyMatch(line -> line.matches("> pi2 +draining .*"))
        .contains("pi2 is draining");
    assertThat(pressing(TopKey.HEAVIER, TopKey.HEAVIER, TopKey.LIGHTER))
        .contains("pi2 has weight 2");
    assertThat(pressing(TopKey.ENABLE)).contains("pi2 is enabled");
    assertThat(pressing(TopKey.RECOVER)).contains("pi2 is up");
    assertThat(pressing(TopKey.UP, TopKey.UP, TopKey.LIGHTER)).contains("pi1 has weight 1");
  }

  @Test
  void smallScreen_showsTheSelectedMember_cutToItsWidth() {
    List<String> lines = shown(4, 20);
    assertThat(lines).hasSize(4).allMatch(line -> line.length() <= 20);
    pressing(TopKey.DOWN, TopKey.DOWN);
    assertThat(shown(4, 20)).anyMatch(line -> line.startsWith("> "));
  }

  @Test
  void commandWithoutATerminal_saysSo_andPrintsJsonIfAsked() {
    Result none = Commands.run("top", "--manager", manager);
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err().get(0)).contains("terminal: none (expected: one; or `status`");
    assertThat(Commands.run("top", "--manager", manager, "--json").out().get(0)).isEqualTo("{");
  }
}
