package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.config.Configuration;
import org.rpicluster.balancer.program.config.Source;
import org.rpicluster.balancer.program.config.yaml.YamlFrontEnd;

class ConfigurationDifferenceTest {

  private static final String BEFORE =
      """
      listen: [{address: "127.0.0.1:8080"}, {address: "127.0.0.1:8081", name: inner}]
      clusters:
        app: {members: [http://127.0.0.1:1, http://127.0.0.1:2, http://127.0.0.1:3]}
        old: {members: [http://127.0.0.1:9]}
      routes:
        - {path: /old, cluster: old}
        - {path: /a, respond: 404}
        - {path: /, cluster: app}
      """;

  @Test
  void sameFile_readTwice_isNoChange() throws Exception {
    try (Stream<Path> examples = Files.list(Path.of("../../examples"))) {
      List<Path> files = examples.filter(f -> f.toString().endsWith(".yaml")).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        Configuration first = ConfigurationFile.read(file);
        Configuration second = ConfigurationFile.read(file);
        assertThat(ConfigurationDifference.between(first, second).lines()).isEmpty();
      }
    }
  }

  @Test
  void everyDifference_isALine_byTheNameThatUsersWrite() {
    String after =
        """
        listen: [{address: "127.0.0.1:8081", name: outer, h2c: true}, {address: "127.0.0.1:8082"}]
        shutdown: 5s
        limits: {requestLine: 4KiB}
        accessLog: {file: access.log}
        clusters:
          app:
            strategy: bybusyness
            members: [{url: "http://127.0.0.1:1", weight: 2.5}, http://127.0.0.1:2, http://127.0.0.1:4]
            probe: {path: /healthz}
          new: {members: [http://127.0.0.1:5, http://127.0.0.1:6]}
        routes:
          - {path: /a, respond: 410}
          - {path: /new, cluster: new}
          - {path: /, cluster: app}
        """;

    ConfigurationDifference change = change(BEFORE, after);

    assertThat(change.lines())
        .containsExactly(
            "listen 127.0.0.1:8081: name from inner to outer, h2c from false to true",
            "listen 127.0.0.1:8082: added",
            "listen 127.0.0.1:8080: gone",
            "limits: has changed",
            "shutdown: has changed",
            "accessLog: has changed",
            "cluster app: strategy from byrequests to bybusyness, probe has changed",
            "cluster new: added",
            "cluster old: gone",
            "cluster app: 127.0.0.1:1: weight from 1 to 2.5",
            "cluster app: 127.0.0.1:4: added",
            "cluster app: 127.0.0.1:3: gone",
            "route /a: has changed",
            "route /new: added",
            "route /old: gone");
    assertThat(change.summary())
        .isEqualTo(
            "listeners: 0 kept, 1 changed, 1 added, 1 draining;"
                + " members: 1 kept, 1 changed, 3 added, 2 draining");
  }

  @Test
  void routesInAnotherOrder_areAChange() {
    String after =
        BEFORE
            .replace("  - {path: /old, cluster: old}\n", "")
            .replace("  - {path: /, ", "  - {path: /old, cluster: old}\n  - {path: /, ");

    assertThat(change(BEFORE, after).lines()).containsExactly("routes: in another order");
  }

  @Test
  void nothingDifferent_isSaid_inOneLine() {
    ConfigurationDifference change = change(BEFORE, BEFORE);

    assertThat(change.isNone()).isTrue();
    assertThat(change.summary()).isEqualTo("listeners: 2 kept; members: 4 kept");
  }

  private static ConfigurationDifference change(String before, String after) {
    return ConfigurationDifference.between(configuration(before), configuration(after));
  }

  private static Configuration configuration(String yaml) {
    return new YamlFrontEnd().read(new Source("test.yaml", yaml));
  }
}
