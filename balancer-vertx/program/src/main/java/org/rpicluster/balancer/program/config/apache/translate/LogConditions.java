package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.VariableRule;

/**
 * The conditions behind a log's format: {@code env=NAME}, {@code env=!NAME} or {@code expr=…}, with
 * the lines of its server that set what it asks for. For one thread and one configuration. Apache's
 * {@code add_custom_log}.
 */
final class LogConditions {

  private static final Pattern VARIABLE = Pattern.compile("%[^%{]*\\{([^}]*)}e");

  private final Servers servers;
  private final Fates fates;

  LogConditions(Servers servers, Fates fates) {
    this.servers = servers;
    this.fates = fates;
  }

  /**
   * The condition of a line for the requests of a server, with the variables that it and its format
   * ask for.
   *
   * @param format that of the log
   * @throws IllegalArgumentException if it is none, or cannot be carried out
   */
  LogCondition of(Server server, Directive line, String format) {
    String condition = line.argument(2);
    String text = (condition + " " + names(format)).strip();
    List<Condition> when = condition.isEmpty() ? List.of() : List.of(Condition.of(condition));
    if (text.isBlank()) {
      return LogCondition.ALWAYS;
    }
    HeaderLines lines = new HeaderLines(fates);
    lines.read(server.isMain() ? List.of(server) : List.of(servers.main(), server));
    return new LogCondition(when, asked(lines.variables(), text));
  }

  /** The variables that a format asks for. */
  private static String names(String format) {
    return VARIABLE
        .matcher(format)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining(" "));
  }

  /** Those that a text asks for, and that they ask for in turn. */
  private static List<VariableRule> asked(List<VariableRule> rules, String text) {
    List<VariableRule> asked = new ArrayList<>();
    StringBuilder names = new StringBuilder(text);
    for (int i = rules.size() - 1; i >= 0; i--) {
      VariableRule rule = rules.get(i);
      if (names.indexOf(rule.name()) >= 0) {
        asked.add(rule);
        rule.test().ifPresent(test -> names.append(' ').append(test.of()));
        rule.when().forEach(condition -> names.append(' ').append(condition.text()));
      }
    }
    Collections.reverse(asked);
    return asked;
  }
}
