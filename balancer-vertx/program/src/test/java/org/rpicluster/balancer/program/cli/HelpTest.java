package org.rpicluster.balancer.program.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.program.cli.Commands.Result;

/** Every command that the program's help names has a help of its own. */
class HelpTest {

  private static final Pattern NAME = Pattern.compile("^  ([a-z]+)(?: .*|$)");

  static List<String> commands() {
    Stream<String> lines =
        Commands.run("--help").out().stream().dropWhile(line -> !line.equals("Commands:"));
    return lines.map(NAME::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_saysHowItIsUsed(String name) {
    Result help = Commands.run(name, "--help");
    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(String.join("\n", help.out())).contains("Usage: balancer " + name);
  }

  @Test
  void help_namesTheCommandsOfTheDocuments() {
    assertThat(commands())
        .contains("run", "check", "import", "demo", "publish", "pull", "serve", "rollout")
        .contains("status", "drain", "enable", "disable", "weight", "add", "remove", "recover")
        .contains("strategy", "explain", "edits", "undo", "reset", "reload", "top", "password");
  }
}
