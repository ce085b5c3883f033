package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The mistakes that people make most in YAML itself: each is told with its key, and what is right.
 */
class YamlMistakesTest {

  private static final GoodFile GOOD =
      GoodFile.with(
          "    timeouts:",
          "      connect: 2s",
          "routes:",
          "  - path: /m",
          "    manager: {allow: [127.0.0.1]}",
          "  - {path: /, cluster: pis}");

  @ParameterizedTest
  @CsvFileSource(resources = "mistakes.csv", delimiter = '|', quoteCharacter = '`')
  void mistake_isToldInTheHousesWords(int line, String replacement, String expected) {
    String yaml = GOOD.but(line, replacement.replace("TAB", "\t"));

    assertThat(GoodFile.errors(yaml)).containsExactly(expected);
  }
}
