package org.rpicluster.balancer.program.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rpicluster.balancer.program.config.ConfigurationException;
import org.rpicluster.balancer.program.config.Problem;
import org.rpicluster.balancer.program.config.Source;

/** A configuration without an error, of which a test replaces a line; each keeps its number. */
record GoodFile(List<String> lines) {

  private static final List<String> BEGIN =
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
          "    failure: {failures: 1}");

  /** One that goes on with these lines, from the eleventh on. */
  static GoodFile with(String... rest) {
    return new GoodFile(Stream.concat(BEGIN.stream(), Stream.of(rest)).toList());
  }

  /** The text, with one line replaced. */
  String but(int line, String replacement) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(line - 1, replacement.stripTrailing());
    return String.join("\n", changed) + "\n";
  }

  /** What is wrong with a text, each with its place. */
  static List<String> errors(String yaml) {
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
