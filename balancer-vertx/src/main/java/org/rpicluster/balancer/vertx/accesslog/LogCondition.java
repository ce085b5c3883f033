package org.rpicluster.balancer.vertx.accesslog;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.header.KnownVariables;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * The condition by which exchanges have a line in the log. Costs nothing where all have one, else
 * what the conditions ask for. Immutable; on the exchange's event loop. Apache's {@code env=} and
 * {@code expr=} of {@code CustomLog}.
 *
 * @param when must all hold
 * @param variables for which they may ask, and the format of the log
 */
public record LogCondition(List<Condition> when, List<VariableRule> variables) {

  /** Every exchange has a line. */
  public static final LogCondition ALWAYS = new LogCondition(List.of(), List.of());

  /** Copies the lists. */
  public LogCondition {
    when = List.copyOf(when);
    variables = List.copyOf(variables);
  }

  /** The same where one more holds. */
  public LogCondition and(Condition other) {
    List<Condition> all = new ArrayList<>(when);
    all.add(other);
    return new LogCondition(all, variables);
  }

  boolean holds(ExchangeSummary summary) {
    if (when.isEmpty()) {
      return true;
    }
    Facts facts = new KnownVariables(variables, new SummaryFacts(summary));
    return when.stream().allMatch(condition -> condition.holds(facts));
  }
}
