package org.rpicluster.balancer.program.discovery;

import java.util.OptionalLong;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;

/**
 * A member that a source has found. Immutable.
 *
 * @param member as it was announced last
 * @param by the name of what has announced it
 * @param vanishedNanos since when it is not announced any more, by a monotonic clock; empty while
 *     it is
 */
public record Found(Member member, String by, OptionalLong vanishedNanos) {

  /** One that is announced. */
  static Found announced(Member member, String by) {
    return new Found(member, by, OptionalLong.empty());
  }

  /** Whether it is announced now. */
  public boolean isAnnounced() {
    return vanishedNanos.isEmpty();
  }

  /** The same, not announced any more; since when, is kept if that is known. */
  public Found vanished(long nowNanos) {
    return isAnnounced() ? new Found(member, by, OptionalLong.of(nowNanos)) : this;
  }

  /** For how long it has not been announced. */
  long awayNanos(long nowNanos) {
    return vanishedNanos.isPresent() ? nowNanos - vanishedNanos.getAsLong() : 0;
  }

  /** The member as the cluster has it: one that is not announced takes no new session. */
  Member inCluster() {
    boolean drains = !isAnnounced() && member.state() == AdminState.ENABLED;
    return drains ? member.but().state(AdminState.DRAINING).build() : member;
  }
}
