package org.rpicluster.balancer.vertx.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rpicluster.balancer.vertx.config.ConfigurationException;
import org.rpicluster.balancer.vertx.config.Source;

/**
 * The mistakes that people make most in YAML itself: each is told with its key, and what is right.
 */
class YamlMistakesTest {

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
          "    timeouts:",
          "      connect: 2s",
          "routes:",
          "  - path: /m",
          "    manager: {allow: [127.0.0.1]}",
          "  - {path: /, cluster: pis}");

  @ParameterizedTest
  @CsvFileSource(resources = "mistakes.csv", delimiter = '|', quoteCharacter = '`')
  void mistake_isToldInTheHousesWords(int line, String replacement, String expected) {
    List<String> lines = new ArrayList<>(GOOD);
    lines.set(line - 1, replacement.stripTrailing().replace("TAB", "\t"));
    Source source = new Source("f", String.join("\n", lines) + "\n");

    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, () -> new YamlFrontEnd().read(source));

    assertThat(thrown.problems()).singleElement().hasToString("f:" + expected);
  }
}
