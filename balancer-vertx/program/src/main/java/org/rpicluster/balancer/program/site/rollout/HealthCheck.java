package org.rpicluster.balancer.program.site.rollout;

import java.util.Optional;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.managerclient.MemberStatus.LastProbe;

/**
 * Counts good probes of one member in a row, from its update on: the balancer's, if it probes the
 * member, or else a request of our own at each look. For one thread.
 */
final class HealthCheck {

  private final WorkerSite workers;
  private String seen;
  private String found = "not probed yet";
  private int good;

  /**
   * A check.
   *
   * @param before the member when its update was over: that probe does not count
   */
  HealthCheck(WorkerSite workers, MemberStatus before) {
    this.workers = workers;
    this.seen = before.lastProbe().map(LastProbe::time).orElse("");
  }

  /** Looks once more, and gives how many were good in a row. */
  int look(MemberStatus member) {
    Optional<LastProbe> probe = member.lastProbe();
    if (probe.isEmpty()) {
      count(workers.isWell(member), "its first page is no answer, or an error");
    } else if (!probe.get().time().equals(seen)) {
      seen = probe.get().time();
      count(probe.get().hasPassed(), probe.get().detail());
    }
    return good;
  }

  private void count(boolean isGood, String detail) {
    good = isGood ? good + 1 : 0;
    found = detail;
  }

  /** What was found last. */
  String found() {
    return found;
  }
}
