package org.rpicluster.balancer.vertx.header;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * Sets a variable of a request, or takes it away, if a part of the request is as it should be.
 * Linear in that part. Immutable; any thread. Apache's {@code SetEnvIf}.
 *
 * @param name the variable's
 * @param value what it is then, with {@code $1} for the groups of the expression; empty to take it
 *     away
 * @param test of a part of the request; empty if it is always so
 * @param when must all hold as well
 */
public record VariableRule(
    String name, Optional<String> value, Optional<Test> test, List<Condition> when) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");

  /** Checks the name, and copies the list. */
  public VariableRule {
    Check.argument(NAME.matcher(name).matches(), "variable", "'" + name + "'", "a name");
    when = List.copyOf(when);
  }

  /**
   * What is held against an expression.
   *
   * @param of a field of the request, {@code Request_URI}, {@code Remote_Addr} and their like, or
   *     an earlier variable; what there is not counts as empty
   * @param pattern is to be found in it
   */
  public record Test(String of, FieldPattern pattern) {

    private String part(Facts facts, Map<String, String> before) {
      Optional<Fact> fact = Fact.ofAttribute(of);
      if (fact.isPresent()) {
        return facts.of(fact.get());
      }
      String field = facts.requestField(of);
      return field == null ? before.getOrDefault(of, "") : field;
    }
  }

  /** Puts what it says where the variables of one request are. */
  void into(Map<String, String> variables, Facts facts) {
    if (!when.stream().allMatch(condition -> condition.holds(facts))) {
      return;
    }
    if (test.isEmpty()) {
      put(variables, value);
      return;
    }
    String part = test.get().part(facts, variables);
    Optional<String> filled = test.get().pattern().filled(part, value.orElse(""));
    if (filled.isPresent()) {
      put(variables, value.flatMap(any -> filled));
    }
  }

  private void put(Map<String, String> variables, Optional<String> text) {
    if (text.isPresent()) {
      variables.put(name, text.get());
    } else {
      variables.remove(name);
    }
  }
}
