package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.Facts;

/**
 * Changes for some of a route's requests, in the place of those for the others. Costs what the
 * conditions ask for. Immutable. Apache's {@code <If>} and {@code <LocationMatch>}.
 *
 * @param when must all hold
 * @param bodyBytes how long a request's body is at most; empty to leave that as it is
 * @param replacedErrors errors of members that clients do not get; empty to leave that as it is
 */
public record ConditionalRewriting(
    List<Condition> when, OptionalLong bodyBytes, Optional<ReplacedErrors> replacedErrors) {

  /** Copies the list, and checks that there is one. */
  public ConditionalRewriting {
    when = List.copyOf(when);
    Check.argument(!when.isEmpty(), "when", "nothing", "a condition");
  }

  private boolean holds(Facts facts) {
    return when.stream().allMatch(condition -> condition.holds(facts));
  }

  /** The last of some that hold and say it, or else what is said for all. */
  static OptionalLong bodyBytes(List<ConditionalRewriting> some, OptionalLong unless, Facts facts) {
    OptionalLong bytes = unless;
    for (ConditionalRewriting each : some) {
      if (each.bodyBytes.isPresent() && each.holds(facts)) {
        bytes = each.bodyBytes;
      }
    }
    return bytes;
  }

  /** The same of errors. */
  static ReplacedErrors replacedErrors(
      List<ConditionalRewriting> some, ReplacedErrors unless, Facts facts) {
    ReplacedErrors errors = unless;
    for (ConditionalRewriting each : some) {
      if (each.replacedErrors.isPresent() && each.holds(facts)) {
        errors = each.replacedErrors.get();
      }
    }
    return errors;
  }
}
