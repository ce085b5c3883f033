package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.rpicluster.balancer.health.Health.Down;
import org.rpicluster.balancer.health.Health.HalfOpen;
import org.rpicluster.balancer.health.Health.Recovering;
import org.rpicluster.balancer.health.Health.Suspect;
import org.rpicluster.balancer.health.Health.Up;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.time.Chance;

/**
 * The transitions of {@link Health}, as functions: what a state becomes on an event, now and under
 * one policy. A state that does not change comes back as the same object. Immutable; any thread
 * that may use its chance.
 */
public final class HealthRules {

  private final FailurePolicy policy;
  private final Chance chance;
  private final Instant now;

  /**
   * The rules at one moment.
   *
   * @param policy when a member is out, and how it comes back
   * @param chance spreads the retries
   * @param now the time
   */
  public HealthRules(FailurePolicy policy, Chance chance, Instant now) {
    this.policy = policy;
    this.chance = chance;
    this.now = now;
  }

  /** The state of a member that has just joined. */
  public static Health joined(Instant now) {
    return new Up("joined", now);
  }

  /**
   * The state of a member whose balancer was away: as it was, but no request is trying it, and it
   * is out no longer than this policy would have it. What seems to have begun in the future, as the
   * clock was set back or a machine without a clock has just started, begins now.
   */
  public Health restored(Health before) {
    Instant since = before.since().isAfter(now) ? now : before.since();
    if (before instanceof Suspect suspect) {
      return new Suspect(suspect.reason(), since, suspect.failures());
    } else if (before instanceof Down down) {
      Duration retry = policy.recovery().atMost(down.retry());
      return new Down(down.reason(), since, down.cause(), down.ejections(), retry);
    } else if (before instanceof HalfOpen halfOpen) {
      return new HalfOpen(halfOpen.reason(), since, halfOpen.ejections(), halfOpen.trial().anew());
    } else if (before instanceof Recovering r) {
      return new Recovering(r.reason(), since, r.failures(), r.ejections(), r.weightPercent());
    }
    return new Up(before.reason(), since);
  }

  /** Whether a request that ended with {@code outcome} counts for or against its member. */
  public static boolean counts(Outcome outcome, FailurePolicy policy) {
    return outcome == Outcome.SUCCESS || policy.detection().counted().contains(outcome);
  }

  /**
   * The state after a request ended with {@code outcome}.
   *
   * @param detail why, in words for the operator; may be empty
   * @param mayEject whether one more member may be taken out
   */
  public Health after(Outcome outcome, String detail, Health health, boolean mayEject) {
    if (!counts(outcome, policy)) {
      return health;
    }
    return outcome == Outcome.SUCCESS
        ? afterSuccess(health)
        : afterFailure(outcome, detail, health, mayEject);
  }

  private Health afterSuccess(Health health) {
    if (health instanceof Suspect) {
      return new Up("answered again", now);
    } else if (health instanceof HalfOpen halfOpen) {
      return back("answered again", halfOpen.ejections());
    } else if (health instanceof Recovering r && r.failures() > 0) {
      return new Recovering(r.reason(), r.since(), 0, r.ejections(), r.weightPercent());
    }
    return health;
  }

  private Health afterFailure(Outcome outcome, String detail, Health health, boolean mayEject) {
    if (health instanceof Down) {
      return health;
    }
    String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String reason = detail.isEmpty() ? word : word + ": " + detail;
    if (health instanceof HalfOpen halfOpen) {
      return down(reason, halfOpen.ejections() + 1);
    }
    int limit = policy.detection().limit(outcome);
    int failures = 1 + failuresOf(health);
    if (failures >= limit && mayEject) {
      return down(reason, 1 + ejectionsOf(health));
    }
    return failures > limit
        ? health // it has long been known that it fails, and it may not go
        : failed(reason, failures, health);
  }

  private Health failed(String reason, int failures, Health health) {
    return health instanceof Recovering r
        ? new Recovering(r.reason(), r.since(), failures, r.ejections(), r.weightPercent())
        : new Suspect(reason, now, failures);
  }

  /** Failures in a row, of one that is not out. */
  public static int failuresOf(Health health) {
    if (health instanceof Suspect suspect) {
      return suspect.failures();
    }
    return health instanceof Recovering recovering ? recovering.failures() : 0;
  }

  private static int ejectionsOf(Health health) {
    if (health instanceof Down down) {
      return down.ejections();
    } else if (health instanceof HalfOpen halfOpen) {
      return halfOpen.ejections();
    }
    return health instanceof Recovering recovering ? recovering.ejections() : 0;
  }

  private Health down(String reason, int ejections) {
    Duration retry = policy.recovery().retry(ejections, chance);
    return new Down(reason, now, Down.Cause.REQUESTS, ejections, retry);
  }

  /** The state of a member that has come back. */
  private Health back(String reason, int ejections) {
    int percent = Health.WHOLE_PERCENT / Recovery.STEPS;
    return policy.recovery().slowStart().isZero()
        ? new Up(reason, now)
        : new Recovering(reason, now, 0, ejections, percent);
  }

  /** The state a step of the slow start later. */
  public Health stepDue(Health health) {
    if (!(health instanceof Recovering r)) {
      return health;
    }
    int percent = r.weightPercent() + Health.WHOLE_PERCENT / Recovery.STEPS;
    return percent >= Health.WHOLE_PERCENT
        ? new Up(r.reason(), now)
        : new Recovering(r.reason(), r.since(), r.failures(), r.ejections(), percent);
  }

  /** The state once the retry time of a member that is down is over. */
  public Health retryDue(Health health) {
    boolean due = health instanceof Down down && down.cause() == Down.Cause.REQUESTS;
    return due ? halfOpen("tried again after " + health.reason(), ejectionsOf(health)) : health;
  }

  /**
   * The state when the request that is on trial has not ended in time: it may have been forgotten.
   */
  public Health trialExpired(Health health) {
    if (!(health instanceof HalfOpen halfOpen) || !halfOpen.trial().isTaken()) {
      return health;
    }
    String reason = "its trial has not ended in time: another request may try it";
    return new HalfOpen(reason, halfOpen.since(), halfOpen.ejections(), halfOpen.trial().next());
  }

  /** The state when the whole cluster is down: members that are down are tried rather than none. */
  public Health everyMemberDown(Health health) {
    return health instanceof Down
        ? new HalfOpen("every member was down", now, ejectionsOf(health), Trial.unlimited())
        : health;
  }

  /** The state after the operator's wish to forget errors. */
  public Health recover(Health health) {
    return health instanceof Up
        ? health
        : new HalfOpen("recovered by the operator", now, 0, Trial.unlimited());
  }

  /** The state when there are no probes any more. */
  public Health probesEnded(Health health) {
    boolean down = health instanceof Down d && d.cause() == Down.Cause.PROBES;
    return down ? halfOpen("probes have ended", ejectionsOf(health)) : health;
  }

  private Health halfOpen(String reason, int ejections) {
    Trial trial = policy.recovery().singleTrial() ? Trial.single() : Trial.unlimited();
    return new HalfOpen(reason, now, ejections, trial);
  }

  /**
   * The state after as many probes have failed as take a member out.
   *
   * @param reason why the last one failed
   */
  public Health probesFailed(Health health, String reason) {
    boolean known = health instanceof Down down && down.cause() == Down.Cause.PROBES;
    return known
        ? health
        : new Down(reason, now, Down.Cause.PROBES, Math.max(1, ejectionsOf(health)), Duration.ZERO);
  }

  /** The state after as many probes have passed as bring a member back. */
  public Health probesPassed(Health health) {
    return health.usable() && !(health instanceof HalfOpen)
        ? health
        : back("probes passed", ejectionsOf(health));
  }
}
