package org.rpicluster.balancer.pick;

import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;

/**
 * One member at one moment: its settings and health then, its counters live. Immutable; a change
 * makes another one with the same {@code slot} and {@code counters}.
 *
 * @param slot a small number that is the member's as long as it stays in the cluster: arrays are
 *     indexed by it. A later member may get the number of one that left, with other counters.
 * @param member who it is
 * @param counters what it has done
 * @param health what is known of it
 * @param eligibility whether it may be chosen
 */
public record Candidate(
    int slot, Member member, MemberCounters counters, Health health, Eligibility eligibility) {

  /** A word. The id that a member has by its address has a colon. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  /** No member: what a picker answers when it has none to choose. */
  public static final Candidate NONE =
      new Candidate(
          -1,
          Member.of("none://none:1"),
          new MemberCounters(),
          HealthRules.joined(Instant.EPOCH),
          Eligibility.STOPPED);

  /**
   * The weight that counts now, in hundredths: 100 to 10000, or less of it while the member
   * recovers, but at least 1.
   */
  public int weight() {
    int whole = member.weight().hundredths();
    int percent = health.weightPercent();
    return percent == Health.WHOLE_PERCENT ? whole : Math.max(1, whole * percent / 100);
  }

  /**
   * What names it to a session: its route; if it has none its id, or a number made of that if it
   * looks like an address, which no client needs to know.
   */
  public String route() {
    if (!member.route().isEmpty()) {
      return member.route();
    }
    boolean plain = PLAIN.matcher(member.id()).matches();
    return plain ? member.id() : HexFormat.of().toHexDigits(KeyHash.of(member.id()));
  }

  /** Whether it could serve at all, in or out of turn: Apache's {@code usable}. */
  public boolean isUsable() {
    AdminState state = member.state();
    return health.usable() && state != AdminState.DISABLED && state != AdminState.STOPPED;
  }

  /** Whether it may be chosen for a new request. */
  public boolean isEligible() {
    return eligibility == Eligibility.ELIGIBLE;
  }

  /** Whether it has as many requests as it may have: in flight, or trying whether it lives. */
  public boolean isFull() {
    int max = member.maxInFlight();
    return max != 0 && counters.inFlight() >= max
        || health instanceof Health.HalfOpen halfOpen && halfOpen.isFull();
  }

  /** Whether {@link #isFull} may become true: it has a limit, or is tried by one request. */
  public boolean isLimited() {
    return member.maxInFlight() > 0 || isOnTrial();
  }

  /** Whether a request that it is given decides, alone, whether it is well. */
  public boolean isOnTrial() {
    return health instanceof Health.HalfOpen halfOpen && halfOpen.trial().isSingle();
  }

  /**
   * Begins a request on it, within its limits.
   *
   * @return whether there was room
   */
  public boolean tryBegin() {
    if (health instanceof Health.HalfOpen halfOpen && !halfOpen.trial().tryTake()) {
      return false;
    }
    if (!counters.tryBegin(member.maxInFlight())) {
      giveTrialBack();
      return false;
    }
    return true;
  }

  /**
   * Begins a request on it, however many it has; but only one is on trial.
   *
   * @return whether it was begun
   */
  public boolean tryBeginWithoutLimit() {
    if (health instanceof Health.HalfOpen halfOpen && !halfOpen.trial().tryTake()) {
      return false;
    }
    counters.begin();
    return true;
  }

  /** A request that was on trial here has ended without teaching anything: another may try. */
  public void giveTrialBack() {
    if (health instanceof Health.HalfOpen halfOpen) {
      halfOpen.trial().giveBack();
    }
  }
}
