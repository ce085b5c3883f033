package org.rpicluster.balancer.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.RouteSettings.ToManager;
import org.rpicluster.balancer.sticky.RouteCookie;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.accesslog.LogRotation;
import org.rpicluster.balancer.vertx.connect.MemberTls;
import org.rpicluster.balancer.vertx.connect.ReachOptions;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.local.RedirectParts;
import org.rpicluster.balancer.vertx.local.RedirectRows;
import org.rpicluster.balancer.vertx.local.ResponseParts;
import org.rpicluster.balancer.vertx.local.ResponseRows;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookie;
import org.rpicluster.balancer.vertx.rewrite.RewriteCookieRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteEffects;
import org.rpicluster.balancer.vertx.rewrite.RewriteFlow;
import org.rpicluster.balancer.vertx.rewrite.RewriteRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.rewrite.RewriteSectionRows;
import org.rpicluster.balancer.vertx.rewrite.RewriteWriting;
import org.rpicluster.balancer.vertx.routing.FieldChangeRows;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.RewritingRows;
import org.rpicluster.balancer.vertx.settings.CertificateFiles;
import org.rpicluster.balancer.vertx.settings.ClientLimitRows;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeoutRows;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;
import org.rpicluster.balancer.vertx.settings.FailureRows;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerRows;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;
import org.rpicluster.balancer.vertx.settings.MemberSetting;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.ProbeRows;
import org.rpicluster.balancer.vertx.settings.QueueRows;
import org.rpicluster.balancer.vertx.settings.ReachRows;
import org.rpicluster.balancer.vertx.settings.RouteCookieRows;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.StickyRows;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.TextScalar;
import org.rpicluster.balancer.vertx.settings.TlsSettings;
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
   * @param rows its keys
   * @param values those of them that are single values
   */
  record Section(String heading, List<? extends TableRow> rows, List<Values<?>> values) {

    Section(String heading, List<TableRow> rows, Values<?>... values) {
      this(heading, rows, List.of(values));
    }

    <S> Section(String heading, Values<S> values) {
      this(heading, values.rows(), List.of(values));
    }

    @Override
    public String toString() {
      return heading;
    }
  }

  /**
   * Single values.
   *
   * @param rows theirs in the table
   * @param defaults a whole with every default
   */
  record Values<S>(List<? extends Setting<S, ?>> rows, S defaults) {}

  static Stream<Section> sections() {
    return Stream.of(ofTheTop(), ofMembers(), ofClusters(), ofClients(), ofRoutes())
        .flatMap(List::stream);
  }

  private static List<Section> ofTheTop() {
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    TlsSettings tls =
        new TlsSettings(List.of(new CertificateFiles(Path.of("a.pem"), Path.of("a.key"))));
    return List.of(
        new Section(
            "## Top level",
            TableRow.all(
                ConfigurationRows.KEYS,
                within("listen[]", ListenerRows.KEYS),
                within("paths", ConfigurationRows.PATHS),
                within("log", ConfigurationRows.LOG)),
            new Values<>(List.of(ConfigurationRows.SHUTDOWN), Configuration.DEFAULT_SHUTDOWN),
            new Values<>(ConfigurationRows.PATHS, PathRules.AS_WRITTEN),
            new Values<>(List.of(ConfigurationRows.LOG_LEVEL), LogSettings.DEFAULT),
            new Values<>(ListenerRows.ALL, ListenerSettings.of(address, Optional.of(tls)))),
        new Section("## TLS", ListenerRows.TLS_KEYS),
        new Section(
            "## `peers`: other balancers",
            TableRow.all(PeerRows.KEYS, within("store", StoreRows.KEYS))),
        new Section(
            "## `accessLog`",
            TableRow.all(
                ConfigurationRows.ACCESS_LOG, within("rotate", ConfigurationRows.ROTATION)),
            new Values<>(List.of(ConfigurationRows.LOG_FORMAT), AccessLogSettings.DEFAULT_FORMAT),
            new Values<>(ConfigurationRows.ROTATION, LogRotation.OFF)));
  }

  private static List<Section> ofMembers() {
    List<Setting<Member, ?>> editable = new ArrayList<>();
    MemberSetting.EDITABLE.forEach(setting -> editable.add(setting.row()));
    return List.of(
        new Section(
            "#### TLS to members",
            within("tls", ReachRows.TLS_KEYS),
            new Values<>(ReachRows.TLS, MemberTls.DEFAULT)),
        new Section(
            "#### Names of members",
            within("addresses", ReachRows.ADDRESSES),
            new Values<>(ReachRows.ADDRESSES, ReachOptions.DEFAULT)),
        new Section(
            "### A member: a URL, or a map",
            MemberSetting.keys(),
            new Values<>(editable, Member.of("http://pi1"))));
  }

  private static List<Section> ofClusters() {
    return List.of(
        new Section("## `clusters.NAME`", ClusterRows.KEYS),
        new Section(
            "### `discover`: members that announce themselves",
            DiscoveryRows.KEYS,
            new Values<>(DiscoveryRows.BOUNDS, DiscoveryBounds.DEFAULT)),
        new Section(
            "### `requests`: bodies without a length",
            new Values<>(List.of(ClusterRows.REQUEST_BUFFER), 0)),
        new Section(
            "### `failure`: when live requests take a member out",
            FailureRows.KEYS,
            new Values<>(FailureRows.ALL, FailurePolicy.DEFAULT)),
        new Section(
            "### `sticky`: sessions that stay with their members",
            StickyRows.KEYS,
            new Values<>(StickyRows.ALL, Stickiness.byCookie("ROUTEID"))),
        new Section(
            "Those of the cookie that is issued:",
            RouteCookieRows.KEYS,
            new Values<>(RouteCookieRows.ALL, RouteCookie.DEFAULT)),
        new Section(
            "### `attempts`: when a request goes to another member",
            AttemptRows.KEYS,
            new Values<>(AttemptRows.ALL, AttemptPolicy.DEFAULT)),
        new Section(
            "### `queue`: who may wait while every member is full",
            new Values<>(QueueRows.ALL, QueuePolicy.DEFAULT)),
        new Section(
            "### `probe`: active checks of members",
            ProbeRows.KEYS,
            new Values<>(ProbeRows.ALL, ProbePolicy.DEFAULT)),
        new Section(
            "### `timeouts`, each more than 0",
            new Values<>(UpstreamRows.TIMEOUTS, UpstreamOptions.DEFAULT)),
        new Section(
            "### `connections`, per member",
            new Values<>(UpstreamRows.CONNECTIONS, UpstreamOptions.DEFAULT)));
  }

  private static List<Section> ofClients() {
    return List.of(
        new Section(
            "### `limits`: how much a client may take",
            new Values<>(ClientLimitRows.ALL, ClientLimits.DEFAULT)),
        new Section(
            "### `timeouts`: how long a client may take",
            new Values<>(ClientTimeoutRows.ALL, ClientTimeouts.DEFAULT)));
  }

  private static List<Section> ofRoutes() {
    return List.of(
        new Section(
            "## `routes[]`",
            TableRow.all(RouteRows.all(), within("manager", RouteRows.MANAGER)),
            new Values<>(RewritingRows.ALL, Rewriting.DEFAULT),
            new Values<>(List.of(RouteRows.READ_ONLY), ToManager.of(Match.of("/"), List.of()))),
        new Section("### Who may use a route", AccessRows.USERS),
        new Section(
            "A rule has:",
            RewriteRows.RULE,
            new Values<>(RewriteRows.FLOW, RewriteFlow.NEXT),
            new Values<>(RewriteRows.WRITING, RewriteWriting.DEFAULT),
            new Values<>(List.of(RewriteRows.NOT), false)),
        new Section(
            "A cookie of a rule has:",
            RewriteCookieRows.KEYS,
            new Values<>(RewriteCookieRows.ALL, RewriteCookie.of("a", RewriteEffects.value("")))),
        new Section(
            "A map of `maps` is a file, or has:",
            RewriteMapRows.KEYS,
            new Values<>(RewriteMapRows.ALL, RewriteMapSettings.of(Path.of("a")))),
        new Section(
            "A `section` has:",
            RewriteSectionRows.KEYS,
            new Values<>(RewriteSectionRows.ALL, new RewriteSection("/", "/a/", "", ""))),
        new Section(
            "A condition has `value`, and one of the tests:",
            RewriteRows.CONDITION,
            new Values<>(
                List.of(
                    RewriteRows.IGNORE_CASE, RewriteRows.CONDITION_NOT, RewriteRows.CONDITION_OR),
                false)),
        new Section(
            "### Changes of fields",
            FieldChangeRows.OF_ANSWERS,
            new Values<>(List.of(FieldChangeRows.ALL, FieldChangeRows.ALWAYS), false)),
        new Section(
            "A rule of `variables`, for which changes may ask:",
            FieldChangeRows.OF_VARIABLES,
            new Values<>(List.of(FieldChangeRows.IGNORE_CASE), false)),
        new Section(
            "### `redirect`: another address", new Values<>(RedirectRows.ALL, RedirectParts.NONE)),
        new Section(
            "### `respond`: a fixed answer", new Values<>(ResponseRows.ALL, ResponseParts.NONE)),
        new Section(
            "### `errorPages`: what is sent instead of an error",
            ErrorPageRows.KEYS,
            new Values<>(ErrorPageRows.ALL, ErrorPageSettings.NONE)),
        new Section(
            "### `files`: a folder",
            FilesRows.KEYS,
            new Values<>(FilesRows.ALL, FilesSettings.of(Path.of("/")))));
  }

  /** The same with the name of the map that they stand in. */
  private static List<TableRow> within(String map, List<? extends TableRow> rows) {
    return rows.stream()
        .<TableRow>map(
            row -> new Part(map + "." + row.key(), row.type(), row.shownDefault(), row.meaning()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void document_hasEachKey_withItsTypeItsDefaultAndItsMeaning(Section section) throws IOException {
    Map<String, String[]> table = table(section.heading());
    for (TableRow row : section.rows()) {
      String[] cells = table.get(row.key());
      assertThat(cells).as(row.key()).isNotNull();
      assertThat(cells[2]).as("type of " + row.key()).isEqualTo(row.type());
      assertThat(cells[3]).as("default of " + row.key()).startsWith(row.shownDefault());
      assertThat(cells[4]).as("meaning of " + row.key()).contains(row.meaning());
    }
  }

  @ParameterizedTest
  @MethodSource("sections")
  void document_hasNoKey_thatIsNotRead(Section section) throws IOException {
    assertThat(table(section.heading()).keySet())
        .containsExactlyInAnyOrderElementsOf(TableRow.keys(section.rows()));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void tablesDefault_isTheOneInForce(Section section) {
    section.values().forEach(SettingsDocumentTest::assertDefaults);
  }

  private static <S> void assertDefaults(Values<S> values) {
    for (Setting<S, ?> row : values.rows()) {
      if (!row.isDefaultInWords()) {
        List<String> wrong = new ArrayList<>();
        S set =
            row.read(new TextScalar(row.byDefault()), wrong::add)
                .orElseThrow()
                .apply(values.defaults());
        assertThat(row.isSame(set, values.defaults())).as(row.key() + " " + wrong).isTrue();
      }
    }
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
      table.put(cells[1].replaceAll("`([\\w.\\[\\]]+)`( \\*)?", "$1"), cells);
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
