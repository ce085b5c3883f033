package org.rpicluster.balancer.vertx.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.vertx.config.ConfigurationException;
import org.rpicluster.balancer.vertx.config.Problem;
import org.rpicluster.balancer.vertx.config.Source;

/** Each kind of error, alone in an otherwise good file, with the place that it is reported at. */
class YamlErrorsTest {

  /** A line that a test replaces keeps its number. */
  private static final List<String> GOOD =
      List.of(
          "listen: 127.0.0.1:0",
          "shutdown: 10s",
          "accessLog: {file: a.log}",
          "clusters:",
          "  pis:",
          "    strategy: byrequests",
          "    members:",
          "      - http://127.0.0.1:9001",
          "      - {id: pi2, url: http://127.0.0.1:9002}",
          "    failure: {failures: 1}",
          "    timeouts: {connect: 2s}",
          "    connections: {max: 256}",
          "routes:",
          "  - {path: /m, manager: {allow: [127.0.0.1]}}",
          "  - {path: /, cluster: pis}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1  | listen: 8080 | 1:9: listen: 8080 (expected: host:port such as 0.0.0.0:8080)",
        "1  | listen: a:70000 | 1:9: listen: a:70000 (expected: host:port such as 0.0.0.0:8080)",
        "1  | listen: [] | 1:9: listen: an empty list (expected: host:port such as 0.0.0.0:8080, or"
            + " a list of them)",
        "1  | listen: [a:1, a:1] | 1:15: listen: a:1 twice (expected: each address once)",
        "1  | listen: [{address: a:1, tls: {}}] | 1:25: tls: not supported yet (expected: left"
            + " out)",
        "1  | listen: [{port: 1}] | 1:11: port: unknown key (expected: address); 1:10: address:"
            + " missing (expected: host:port such as 0.0.0.0:8080)",
        "1  | other: 1 | 1:1: other: unknown key (expected: listen, shutdown, accessLog, clusters,"
            + " routes); 1:1: listen: missing (expected: host:port such as 0.0.0.0:8080)",
        "2  | shutdown: 10 | 2:11: shutdown: 10 (expected: a duration such as 500ms, 10s, 5m)",
        "2  | shutdown: [1] | 2:11: shutdown: a list (expected: a duration such as 500ms, 10s, 5m)",
        "2  | shutdown: | 2:10: shutdown: nothing (expected: a duration such as 500ms, 10s, 5m)",
        "2  | shutdwon: 10s | 2:1: shutdwon: unknown key (expected: shutdown)",
        "2  | listen: a:1 | 2:1: listen: twice (expected: once; the first is in line 1)",
        "2  | trustedProxies: [] | 2:1: trustedProxies: not supported yet (expected: left out)",
        "3  | accessLog: a.log | 3:12: accessLog: a.log (expected: a map with file, format)",
        "3  | accessLog: {format: common} | 3:21: format: common (expected: combined); 3:12: file:"
            + " missing (expected: a file name)",
        "5  | `  'p s':` | 5:3: name: 'p s' (expected: letters, digits, '.', '-' and '_'); 15:24:"
            + " cluster: pis (expected: p s)",
        "6  | `    strategy: fair` | 6:15: strategy: fair (expected: bybusyness, byrequests,"
            + " bytraffic)",
        "6  | `    strategy: {name: byrequests, x: 1}` | 6:37: x: 1 (expected: no option of"
            + " byrequests)",
        "6  | `    sticky: {cookie: R}` | 6:5: sticky: not supported yet (expected: left out)",
        "6  | `    probe: {path: /}` | 6:5: probe: not supported yet (expected: left out)",
        "6  | `    attempts: {max: 2}` | 6:5: attempts: not supported yet (expected: left out)",
        "8  | `      - ftp://127.0.0.1` | 8:9: url: ftp://127.0.0.1 is not supported yet (expected:"
            + " http://host:port and nothing else)",
        "8  | `      - http://127.0.0.1/app` | 8:9: url: http://127.0.0.1/app (expected:"
            + " scheme://host[:port] and nothing else)",
        "8  | `      - http://me:secret@127.0.0.1` | 8:9: url: http://…@127.0.0.1 (expected:"
            + " http://host:port and nothing else)",
        "8  | `      - [1]` | 8:9: url: a list (expected: http://host:port and nothing else)",
        "8  | `      - http://127.0.0.1:99999` | 8:9: url: http://127.0.0.1:99999 (expected:"
            + " scheme://host[:port] and nothing else)",
        "9  | `      - http://127.0.0.1:9001` | 9:9: id: 127.0.0.1:9001 twice (expected: unique"
            + " ids, the first is in line 8)",
        "9  | `      - {id: pi2}` | 9:9: url: missing (expected: http://host:port and nothing"
            + " else)",
        "9  | `      - {url: http://a, id: a b}` | 9:29: id: a b (expected: a name without blanks"
            + " and slashes)",
        "9  | `      - {url: http://a, weight: 0.5}` | 9:33: weight: 0.5 (expected: 1 to 100)",
        "9  | `      - {url: http://a, weight: much}` | 9:33: weight: much (expected: 1 to 100)",
        "9  | `      - {url: http://a, wieght: 2}` | 9:25: wieght: unknown key (expected: weight)",
        "9  | `      - {url: http://a, set: 100}` | 9:30: set: 100 (expected: 0 to 99)",
        "9  | `      - {url: http://a, role: hot}` | 9:31: role: hot (expected: active, spare,"
            + " standby)",
        "9  | `      - {url: http://a, state: up}` | 9:32: state: up (expected: enabled, draining,"
            + " disabled, stopped)",
        "9  | `      - {url: http://a, maxInFlight: -1}` | 9:38: maxInFlight: -1 (expected: 0 or"
            + " more)",
        "10 | `    failure: {failures: 0}` | 10:25: failures: 0 (expected: 1 or more)",
        "10 | `    failure: {retry: never}` | 10:22: retry: never (expected: a duration such as"
            + " 500ms, 10s, 5m)",
        "10 | `    failure: {statuses: [99]}` | 10:26: statuses: 99 (expected: 100 to 599)",
        "10 | `    failure: {statuses: 503}` | 10:25: statuses: 503 (expected: a list of statuses,"
            + " 100 to 599)",
        "10 | `    failure: {timeouts: yes}` | 10:25: timeouts: yes (expected: true or false)",
        "11 | `    timeouts: {connect: 0s}` | 11:25: connect: 0s (expected: more than 0)",
        "12 | `    connections: {max: 0}` | 12:24: max: 0 (expected: 1 to 65535)",
        "14 | `  - {path: m, manager: {}}` | 14:12: path: 'm' (expected: a path that begins with"
            + " /)",
        "14 | `  - {manager: {}}` | 14:5: path: missing (expected: a path that begins with /)",
        "14 | `  - {path: /m, manager: }` | 14:24: manager: nothing (expected: a map with allow)",
        "14 | `  - {path: /m, manager: {allow: [pi]}}` | 14:34: allow: pi (expected: an address or"
            + " a CIDR such as 192.168.0.0/24)",
        "14 | `  - {path: /m, manager: {}, cluster: pis}` | 14:29: cluster: unknown key (expected:"
            + " path, manager)",
        "14 | `  - {path: /, cluster: pis}` | 15:5: routes: / is never reached (expected: before"
            + " the route / of line 14)",
        "15 | `  - {path: /, cluster: psi}` | 15:24: cluster: psi (expected: pis)",
        "15 | `  - {path: /}` | 15:5: cluster: missing (expected: the name of a cluster, or"
            + " manager)",
        "15 | `  - /` | 15:5: routes: / (expected: a map with path, cluster, preserveHost,"
            + " reverse, manager)",
        "15 | `  - {path: /, cluster: pis` | 16:1: syntax: expected ',' or '}', but got"
            + " <stream end>",
        "15 | `--- {}` | 15:1: syntax: expected a single document in the stream but found another"
            + " document",
      })
  void error_isReportedAtItsPlace(int line, String replacement, String expected) {
    List<String> lines = new ArrayList<>(GOOD);
    lines.set(line - 1, replacement.stripTrailing());

    assertThat(errors(String.join("\n", lines) + "\n"))
        .containsExactlyInAnyOrder(expected.split("; (?=\\d+:\\d+: )"));
  }

  @Test
  void goodFile_hasNoErrors() {
    assertThat(new YamlFrontEnd().read(new Source("test.yaml", String.join("\n", GOOD))))
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

  @Test
  void emptyFile_isAnError() {
    assertThat(errors("# nothing\n"))
        .containsExactly("1:1: file: empty (expected: listen, clusters, routes)");
  }

  @Test
  void aList_isNoConfiguration() {
    assertThat(errors("- 1\n"))
        .containsExactly(
            "1:1: file: a list (expected: a map with listen, shutdown, accessLog, clusters,"
                + " routes)");
  }

  @Test
  void deepNesting_isRefusedBeforeTheStackIsFull() {
    assertThat(errors("a: " + "[".repeat(100_000)))
        .containsExactly("1:35: nesting: deeper than this (expected: at most 32)");
  }

  @Test
  void aliasesWithoutEnd_areRefused() {
    String yaml = "a: &a {b: 1}\nc: [" + "*a, ".repeat(1000) + "*a]\n";

    assertThat(errors(yaml)).singleElement().asString().contains("exceeds the specified max=50");
  }

  @Test
  void controlCharacter_isReportedAtItsPlace() {
    assertThat(errors("a: 1\nb: é\u0001\n"))
        .containsExactly("2:5: syntax: special characters are not allowed");
  }

  private static List<String> errors(String yaml) {
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> new YamlFrontEnd().read(new Source("test.yaml", yaml)));
    assertThat(thrown).as("the file is taken for a good one").isNotNull();
    return thrown.problems().stream()
        .map(Problem::toString)
        .map(error -> error.replaceFirst("^test\\.yaml:", ""))
        .toList();
  }
}
