package org.rpicluster.balancer.health;

import java.time.Instant;
import java.util.Locale;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.Probing;
import org.rpicluster.balancer.health.Health.Suspect;
import org.rpicluster.balancer.health.Health.Up;
import org.rpicluster.balancer.member.Outcome;

/**
 * The transitions of {@link Health}, as functions: what a state becomes on an event. A state that
 * does not change comes back as the same object. Stateless; any thread.
 */
public final class HealthRules {

  private HealthRules() {}

  /** The state of a member that has just joined. */
  public static Health joined(Instant now) {
    return new Up("joined", now);
  }

  /** The state after a request ended with {@code outcome}. */
  public static Health after(Outcome outcome, Health health, FailurePolicy policy, Instant now) {
    if (outcome == Outcome.SUCCESS) {
      return afterSuccess(health, now);
    }
    boolean counts = outcome.blamesMember() && (outcome != Outcome.TIMED_OUT || policy.timeouts());
    return counts ? afterFailure(outcome, health, policy, now) : health;
  }

  /** The state once the retry time of a member that is down is over. */
  public static Health retryDue(Health health, Instant now) {
    return health instanceof Down ? new Probing(health.reason(), now) : health;
  }

  /** The state when the whole cluster is down: whoever is down is tried rather than nobody. */
  public static Health everyMemberDown(Health health, Instant now) {
    return health instanceof Down ? new Probing("every member was down", now) : health;
  }

  /** The state after the operator's wish to forget errors. */
  public static Health recover(Health health, Instant now) {
    return health instanceof Up ? health : new Probing("recovered by the operator", now);
  }

  private static Health afterSuccess(Health health, Instant now) {
    return health instanceof Suspect || health instanceof Probing
        ? new Up("answered again", now)
        : health;
  }

  private static Health afterFailure(
      Outcome outcome, Health health, FailurePolicy policy, Instant now) {
    if (health instanceof Down) {
      return health;
    }
    String reason = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    int failures = health instanceof Suspect suspect ? suspect.failures() + 1 : 1;
    boolean out = health instanceof Probing || failures >= policy.failures();
    return out ? new Down(reason, now) : new Suspect(reason, now, failures);
  }
}
