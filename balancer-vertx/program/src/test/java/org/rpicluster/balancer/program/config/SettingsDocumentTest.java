package org.rpicluster.balancer.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptRows;
import org.rpicluster.balancer.vertx.settings.ClientLimitRows;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeoutRows;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.FailureRows;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.ProbeRows;
import org.rpicluster.balancer.vertx.settings.QueueRows;
import org.rpicluster.balancer.vertx.settings.RouteCookieRows;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.StickyRows;
import org.rpicluster.balancer.vertx.settings.TextScalar;
import org.rpicluster.balancer.vertx.settings.UpstreamRows;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/**
 * docs/configuration.md says of each setting what the table of settings says: its name, its type
 * and range, its default, its meaning; and no key stands there that is read nowhere.
 */
class SettingsDocumentTest {

  /**
   * One table of the document.
   *
   * @param heading the heading that it follows
   * @param rows the settings that it has
   * @param others its keys that are no single value, or no setting: a binder reads them
   * @param defaults a whole with every default
   */
  record Section<S>(
      String heading, List<? extends Setting<S, ?>> rows, List<String> others, S defaults) {

    @Override
    public String toString() {
      return heading;
    }
  }

  static Stream<Section<?>> sections() {
    List<Setting<Member, ?>> member = new ArrayList<>();
    Arrays.stream(MemberSetting.values()).forEach(setting -> member.add(setting.row()));
    return Stream.of(
        new Section<>(
            "### A member: a URL, or a map", member, List.of("url", "id"), Member.of("http://pi1")),
        new Section<>(
            "### `failure`: when live requests take a member out",
            FailureRows.ALL,
            List.of("policy", "statuses"),
            FailurePolicy.DEFAULT),
        new Section<>(
            "### `sticky`: sessions that stay with their members",
            StickyRows.ALL,
            List.of("cookie", "parameter", "issue"),
            Stickiness.byCookie("ROUTEID")),
        new Section<>(
            "Those of the cookie that is issued:",
            RouteCookieRows.ALL,
            List.of("key"),
            RouteCookie.DEFAULT),
        new Section<>(
            "### `attempts`: when a request goes to another member",
            AttemptRows.ALL,
            List.of("on", "budget"),
            AttemptPolicy.DEFAULT),
        new Section<>(
            "### `queue`: who may wait while every member is full",
            QueueRows.ALL,
            List.of(),
            QueuePolicy.DEFAULT),
        new Section<>(
            "### `probe`: active checks of members",
            ProbeRows.ALL,
            List.of("method", "port", "path", "host", "headers", "expect", "body"),
            ProbePolicy.DEFAULT),
        new Section<>(
            "### `timeouts`, each more than 0",
            UpstreamRows.TIMEOUTS,
            List.of(),
            UpstreamOptions.DEFAULT),
        new Section<>(
            "### `connections`, per member",
            UpstreamRows.CONNECTIONS,
            List.of(),
            UpstreamOptions.DEFAULT),
        new Section<>(
            "### `limits`: how much a client may take",
            ClientLimitRows.ALL,
            List.of(),
            ClientLimits.DEFAULT),
        new Section<>(
            "### `timeouts`: how long a client may take",
            ClientTimeoutRows.ALL,
            List.of(),
            ClientTimeouts.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void document_hasEachSetting_withItsTypeItsDefaultAndItsMeaning(Section<?> section)
      throws IOException {
    Map<String, String[]> table = table(section.heading());
    for (Setting<?, ?> row : section.rows()) {
      String[] cells = table.get(nameInTheFile(row));
      assertThat(cells).as(row.key()).isNotNull();
      assertThat(cells[2]).as("type of " + row.key()).isEqualTo(row.type());
      boolean inWords = row.byDefault().contains(" ") || row.byDefault().equals("empty");
      String shown = inWords ? row.byDefault() : "`" + row.byDefault() + "`";
      assertThat(cells[3]).as("default of " + row.key()).startsWith(shown);
      assertThat(cells[4]).as("meaning of " + row.key()).contains(row.meaning());
    }
  }

  @ParameterizedTest
  @MethodSource("sections")
  void document_hasNoKey_thatIsNotRead(Section<?> section) throws IOException {
    Set<String> known = new HashSet<>(section.others());
    section.rows().forEach(row -> known.add(nameInTheFile(row)));
    assertThat(table(section.heading()).keySet()).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("sections")
  <S> void tablesDefault_isTheOneInForce(Section<S> section) {
    for (Setting<S, ?> row : section.rows()) {
      if (!row.byDefault().contains(" ") && !row.byDefault().equals("empty")) {
        List<String> wrong = new ArrayList<>();
        S set =
            row.read(new TextScalar(row.byDefault()), wrong::add)
                .orElseThrow()
                .apply(section.defaults());
        assertThat(row.isSame(set, section.defaults())).as(row.key() + " " + wrong).isTrue();
      }
    }
  }

  /** In the file the port stands in a map of its own. */
  private static String nameInTheFile(Setting<?, ?> row) {
    return row.key().equals("probePort") ? "probe" : row.key();
  }

  /** The cells of each row, by its key, from 1. */
  private static Map<String, String[]> table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(repository().resolve("docs/configuration.md"));
    int at = lines.indexOf(heading);
    assertThat(at).as(heading).isNotNegative();
    while (!lines.get(at).startsWith("| key | type | default |")) {
      at++;
    }
    Map<String, String[]> table = new LinkedHashMap<>();
    for (int i = at + 2; lines.get(i).startsWith("| "); i++) {
      String[] cells = lines.get(i).split("(?:^| )\\|(?: |$)", -1);
      table.put(cells[1].replaceAll("`(\\w+)`( \\*)?", "$1"), cells);
    }
    return table;
  }

  private static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/configuration.md"))) {
      here = here.getParent();
    }
    return here;
  }
}
