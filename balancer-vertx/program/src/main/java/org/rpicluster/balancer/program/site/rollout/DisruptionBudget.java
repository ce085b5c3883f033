package org.rpicluster.balancer.program.site.rollout;

import java.util.List;
import org.rpicluster.balancer.program.managerclient.ManagerClient;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteException;

/**
 * Lets a member leave only if the others can do without it: at most so many are away at one time,
 * those that are down among them, and one that is well stays. Any thread; one leaves at a time.
 */
final class DisruptionBudget {

  private final ManagerClient manager;
  private final RolloutSettings settings;
  private final RolloutJournal journal;
  private final ConditionWait patience;

  DisruptionBudget(
      ManagerClient manager,
      RolloutSettings settings,
      RolloutJournal journal,
      ConditionWait patience) {
    this.manager = manager;
    this.settings = settings;
    this.journal = journal;
    this.patience = patience;
  }

  /**
   * Waits until there is room, and has the member leave.
   *
   * @throws SiteException if there is none in time
   */
  synchronized void leave(String member, Runnable leaving) {
    if (!patience.until(settings.healthyWithin(), () -> isThere(member))) {
      throw new SiteException(
          member
              + ": stays, for too few of the others are well (expected: at most "
              + settings.maxUnavailable()
              + " away, and one that is well)");
    }
    leaving.run();
  }

  private boolean isThere(String member) {
    List<MemberStatus> members = manager.members(settings.cluster());
    boolean isServing = members.stream().anyMatch(it -> it.id().equals(member) && serves(it));
    List<MemberStatus> others = members.stream().filter(it -> !it.id().equals(member)).toList();
    long away = others.stream().filter(this::isAway).count();
    // What does not serve takes nothing away by leaving.
    return !isServing
        || others.stream().anyMatch(DisruptionBudget::serves) && away < settings.maxUnavailable();
  }

  /** Disabled by the operator before the roll-out is not away: nothing is expected of it. */
  private boolean isAway(MemberStatus member) {
    boolean isOurs = journal.entry(member.id()).step() == RolloutJournal.Step.BEGUN;
    return isOurs || member.isEnabled() && !member.isWell();
  }

  private static boolean serves(MemberStatus member) {
    return member.isEnabled() && member.isWell();
  }
}
