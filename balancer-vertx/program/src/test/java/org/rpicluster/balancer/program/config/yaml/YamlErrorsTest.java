package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.program.config.yaml.GoodFile.errors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rpicluster.balancer.program.config.Source;

/** Each kind of error, alone in an otherwise good file, with the place that it is reported at. */
class YamlErrorsTest {

  private static final GoodFile GOOD =
      GoodFile.with(
          "    timeouts: {connect: 2s}",
          "    connections: {max: 256}",
          "routes:",
          "  - {path: /m, manager: {allow: [127.0.0.1]}}",
          "  - {path: /, cluster: pis}");

  @ParameterizedTest
  @CsvFileSource(resources = "errors.csv", delimiter = '|', quoteCharacter = '`')
  void error_isReportedAtItsPlace(int line, String replacement, String expected) {
    assertThat(errors(GOOD.but(line, replacement)))
        .containsExactlyInAnyOrder(expected.split("; (?=\\d+:\\d+: )"));
  }

  @Test
  void escapeThatTheFileEndsIn_isReportedAtItsPlace() {
    assertThat(errors("listen: \"\\x"))
        .containsExactly(
            "1:12: syntax: not a character (expected: an escape such as \\x41 or \\u2014)");
  }

  @Test
  void linesThatEndAsOnAnOldMac_areCounted() {
    assertThat(errors("a: b\rc: \u0001"))
        .containsExactly("2:4: syntax: the control character U+0001 (expected: text)");
  }

  @Test
  void whatLooksLikeSomethingElseToAParser_isToldWithWhatWasMeant() {
    assertThat(errors("listen: *:8080\n"))
        .containsExactly("1:9: listen: *:8080 (expected: quotes around what begins with *)");
    assertThat(errors("listen 127.0.0.1:80\nclusters: x\n"))
        .containsExactly("1:1: listen 127.0.0.1:80 (expected: key: value)");
  }

  @Test
  void goodFile_hasNoErrors() {
    assertThat(new YamlFrontEnd().read(new Source("test.yaml", String.join("\n", GOOD.lines()))))
        .isNotNull();
  }

  @Test
  void manyErrors_areReportedAtOnce_inTheirOrder() {
    String yaml =
        """
        shutdown: x
        clusters: {a: {members: []}, b: {}}
        routes: []
        """;

    assertThat(errors(yaml))
        .containsExactly(
            "1:1: listen: missing (expected: host:port such as 0.0.0.0:8080)",
            "1:11: shutdown: x (expected: a duration such as 500ms, 10s, 5m)",
            "2:25: members: an empty list (expected: a list of one or more members)",
            "2:33: members: missing (expected: a list of one or more members)",
            "3:9: routes: an empty list (expected: a list of one or more routes)");
  }

  /**
   * A loop without a connection of its own would wait for one of another's, which is never free.
   */
  @Test
  void fewerConnectionsThanEventLoops_areTooFewForHttp2() {
    int loops = Runtime.getRuntime().availableProcessors();
    String member = "clusters: {a: {members: [h2c://pi1], connections: {max: " + (loops - 1);
    String expected =
        loops == 1
            ? "1 to 65535"
            : loops + " or more: members of HTTP/2 have one for each processor";

    assertThat(errors("listen: 127.0.0.1:0\n" + member + "}}}\nroutes: [{path: /, cluster: a}]\n"))
        .containsExactly("2:57: max: " + (loops - 1) + " (expected: " + expected + ")");
  }

  @Test
  void emptyFile_isAnError() {
    assertThat(errors("# nothing\n"))
        .containsExactly("1:1: file: empty (expected: listen, clusters, routes)");
  }

  @Test
  void aList_isNoConfiguration() {
    assertThat(errors("- 1\n"))
        .containsExactly(
            "1:1: file: a list (expected: a map with listen, trustedProxies, clientHeader, requestId, limits,"
                + " timeouts, paths, shutdown, accessLog, log, stateFile, peers, clusters, routes)");
  }

  @Test
  void deepNesting_isRefusedBeforeTheStackIsFull() {
    assertThat(errors("a: " + "[".repeat(100_000)))
        .containsExactly("1:35: nesting: deeper than this (expected: at most 32)");
  }

  @Test
  void aliasesWithoutEnd_areRefused() {
    String yaml = "a: &a {b: 1}\nc: [" + "*a, ".repeat(1000) + "*a]\n";

    assertThat(errors(yaml))
        .singleElement()
        .asString()
        .contains("aliases: too many of maps and lists (expected: at most 50)");
  }

  @Test
  void controlCharacter_isReportedAtItsPlace() {
    assertThat(errors("a: 1\nb: é\u0001\n"))
        .containsExactly("2:5: syntax: the control character U+0001 (expected: text)");
  }
}
