package org.rpicluster.balancer.program;

import java.util.List;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;

/**
 * The share of this balancer in the limits of members and of queues, where several have them
 * together: equal parts, rounded up, so that each has some. O(members) for a cluster; immutable.
 *
 * @param balancers how many live
 */
record LimitShare(int balancers) {

  /** Of one that is alone, or does not share. */
  static final LimitShare WHOLE = new LimitShare(1);

  private int of(int limit) {
    return (limit + balancers - 1) / balancers;
  }

  /** A member without a limit has none, shared or not. */
  List<Member> of(List<Member> members) {
    return balancers == 1 ? members : members.stream().map(this::of).toList();
  }

  private Member of(Member member) {
    return member.but().maxInFlight(of(member.maxInFlight())).build();
  }

  QueuePolicy of(QueuePolicy queue) {
    return new QueuePolicy(of(queue.max()), queue.timeout());
  }

  ClusterSettings of(ClusterSettings cluster) {
    return cluster.limited(of(cluster.members()), of(cluster.attempts().queue()));
  }
}
