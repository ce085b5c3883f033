package org.rpicluster.balancer.vertx.manager;

import java.util.Locale;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The standing of a member in one word: what of state, health and eligibility an operator must see
 * first. The page has a colour and a symbol for each.
 */
enum MemberStanding {
  /** Eligible and well. */
  SERVING,
  /** Well, and waiting for its turn: a spare, a standby, a higher set. */
  IDLE,
  /** Failed lately. */
  SUSPECT,
  /** Was down, and waits for a trial. */
  HALF_OPEN,
  /** Was down and gets more of its weight step by step. */
  RECOVERING,
  /** Gets nothing, as it failed. */
  DOWN,
  /** Finishes what it has, by the operator's wish. */
  DRAINING,
  /** Gets nothing, by the operator's wish. */
  DISABLED,
  /** Gets nothing and is not looked after, by the operator's wish. */
  STOPPED;

  /** The operator's wish goes before health, but a member that drains can still be down. */
  static MemberStanding of(Candidate candidate) {
    Health health = candidate.health();
    return switch (candidate.member().state()) {
      case STOPPED -> STOPPED;
      case DISABLED -> DISABLED;
      case DRAINING -> health.usable() ? DRAINING : DOWN;
      case ENABLED -> ofEnabled(candidate);
    };
  }

  private static MemberStanding ofEnabled(Candidate candidate) {
    Health health = candidate.health();
    if (health instanceof Health.Down) {
      return DOWN;
    } else if (health instanceof Health.HalfOpen) {
      return HALF_OPEN;
    } else if (health instanceof Health.Recovering) {
      return RECOVERING;
    } else if (health instanceof Health.Suspect) {
      return SUSPECT;
    }
    return candidate.isEligible() ? SERVING : IDLE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
