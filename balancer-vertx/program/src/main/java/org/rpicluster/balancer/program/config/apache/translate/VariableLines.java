package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.VariableRule;

/**
 * {@code SetEnvIf}, {@code SetEnvIfNoCase}, {@code SetEnvIfExpr}, {@code SetEnv} and {@code
 * UnsetEnv} of a server: what its changes of fields may ask for. For one thread and one server.
 */
final class VariableLines {

  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_-]+");

  private static final String SPOKEN =
      "how members are spoken to is not told by variables: connections, timeouts say it in YAML";

  private final Fates fates;
  private final List<VariableRule> rules = new ArrayList<>();

  VariableLines(Fates fates) {
    this.fates = fates;
  }

  /** The rules, in the order in which they are asked. */
  List<VariableRule> rules() {
    return rules;
  }

  /**
   * Reads a line, if it is one of these.
   *
   * @param around the conditions of the sections that it stands in
   */
  void read(Directive line, List<Condition> around) {
    switch (line.key()) {
      case "setenvif" -> carried(line, () -> tested(line, false, around));
      case "setenvifnocase" -> carried(line, () -> tested(line, true, around));
      case "setenvifexpr" -> carried(line, () -> byExpression(line, around));
      case "setenv" -> fixed(line, around);
      case "unsetenv" ->
          carried(
              line, () -> line.arguments().forEach(n -> add("!" + n, Optional.empty(), around)));
      default -> {} // another stage's
    }
  }

  private void carried(Directive line, Runnable reading) {
    try {
      reading.run();
      fates.translated(line);
    } catch (IllegalArgumentException e) {
      fates.needsYou(line, String.valueOf(e.getMessage()));
    }
  }

  private void tested(Directive line, boolean ignoreCase, List<Condition> around) {
    List<String> words = line.arguments();
    Check.argument(words.size() > 2, line.name(), line.text(), "a field, an expression, variables");
    boolean isName = ATTRIBUTE.matcher(words.get(0)).matches();
    Check.argument(isName, line.name(), words.get(0), "the name of one field");
    Optional<VariableRule.Test> test =
        Optional.of(new VariableRule.Test(words.get(0), FieldPattern.of(words.get(1), ignoreCase)));
    words.subList(2, words.size()).forEach(assignment -> add(assignment, test, around));
  }

  private void byExpression(Directive line, List<Condition> around) {
    List<String> words = line.arguments();
    Check.argument(words.size() > 1, line.name(), line.text(), "an expression and variables");
    List<Condition> when = new ArrayList<>(around);
    when.add(Condition.of("expr=" + words.get(0)));
    words.subList(1, words.size()).forEach(each -> add(each, Optional.empty(), when));
  }

  private void fixed(Directive line, List<Condition> around) {
    if (line.argument(0).startsWith("proxy-") || line.argument(0).startsWith("force-")) {
      fates.needsYou(line, SPOKEN);
      return;
    }
    carried(line, () -> add(line.argument(0) + "=" + line.argument(1), Optional.empty(), around));
  }

  /** {@code name}, {@code name=value} or {@code !name}. */
  private void add(String assignment, Optional<VariableRule.Test> test, List<Condition> when) {
    int equals = assignment.indexOf('=');
    if (assignment.startsWith("!")) {
      rules.add(new VariableRule(assignment.substring(1), Optional.empty(), test, when));
    } else if (equals < 0) {
      rules.add(new VariableRule(assignment, Optional.of("1"), test, when));
    } else {
      String value = assignment.substring(equals + 1);
      rules.add(new VariableRule(assignment.substring(0, equals), Optional.of(value), test, when));
    }
  }
}
