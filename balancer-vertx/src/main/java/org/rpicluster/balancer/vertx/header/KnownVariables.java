package org.rpicluster.balancer.vertx.header;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an exchange, with the variables that rules set: they are worked out once, when the
 * first is asked for. On the exchange's event loop.
 */
public final class KnownVariables implements Facts {

  private final Facts facts;
  private final List<VariableRule> rules;
  private @Nullable Map<String, String> variables;

  /** The variables of these rules, and what is known besides. */
  public KnownVariables(List<VariableRule> rules, Facts facts) {
    this.rules = rules;
    this.facts = facts;
  }

  @Override
  public @Nullable String variable(String name) {
    Map<String, String> known = variables;
    if (known == null) {
      known = new HashMap<>();
      variables = known; // a rule may ask for what earlier ones have set
      for (VariableRule rule : rules) {
        rule.into(known, this);
      }
    }
    String found = known.get(name);
    return found == null ? facts.variable(name) : found;
  }

  @Override
  public @Nullable String requestField(String name) {
    return facts.requestField(name);
  }

  @Override
  public @Nullable String answerField(String name) {
    return facts.answerField(name);
  }

  @Override
  public String of(Fact fact) {
    return facts.of(fact);
  }

  @Override
  public long receivedMicros() {
    return facts.receivedMicros();
  }

  @Override
  public long elapsedMicros() {
    return facts.elapsedMicros();
  }
}
