package org.rpicluster.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * Everything that is to change in a cluster at one moment, for {@link Balancer#change}:
 *
 * <pre>{@code
 * balancer.change(
 *     new ClusterChange()
 *         .add(Member.of("http://192.168.1.105"))
 *         .edit("pi2", pi2 -> pi2.weight(2).state(AdminState.ENABLED))
 *         .remove("pi3")
 *         .strategy(Strategies.byBusyness()));
 * }</pre>
 *
 * <p>What is not named stays as it is. Changes of members follow each other in the order of the
 * calls, from the members that the cluster has at that moment. A change may be made more than once,
 * and in several clusters. For one thread.
 */
public final class ClusterChange {

  private final List<UnaryOperator<List<Member>>> ofMembers = new ArrayList<>();
  private final List<UnaryOperator<ClusterRules>> ofRules = new ArrayList<>();

  /** A change of nothing yet. */
  public ClusterChange() {}

  /**
   * Replaces the member list. Members whose id stays keep their counters, health and credit;
   * requests in flight on members that leave go on.
   */
  public ClusterChange members(List<Member> members) {
    List<Member> next = List.copyOf(members);
    return members(any -> next);
  }

  /**
   * Changes the member list.
   *
   * @param change is given the members, in their order; called under the balancer's lock: be quick,
   *     and do not call back
   */
  public ClusterChange members(UnaryOperator<List<Member>> change) {
    ofMembers.add(change);
    return this;
  }

  /** Adds a member behind the others. It is an error if one has its id. */
  public ClusterChange add(Member member) {
    return members(
        now -> {
          List<Member> next = new ArrayList<>(now);
          next.add(member);
          return next;
        });
  }

  /** Removes the member with this id. It is an error if there is none. */
  public ClusterChange remove(String id) {
    return members(
        now -> {
          List<Member> next = new ArrayList<>(now);
          next.remove(indexOf(id, now));
          return next;
        });
  }

  /**
   * Changes settings of the member with this id. It is an error if there is none.
   *
   * @param edit is given a builder that has the member's settings; called as {@link
   *     #members(UnaryOperator)} calls
   */
  public ClusterChange edit(String id, UnaryOperator<MemberBuilder> edit) {
    return members(
        now -> {
          int index = indexOf(id, now);
          List<Member> next = new ArrayList<>(now);
          next.set(index, edit.apply(now.get(index).but()).build());
          return next;
        });
  }

  private static int indexOf(String id, List<Member> members) {
    List<String> ids = members.stream().map(Member::id).toList();
    Check.argument(ids.contains(id), "id", id, "a member: " + String.join(", ", ids));
    return ids.indexOf(id);
  }

  /**
   * Replaces the strategy; counters and health stay. One that equals the present one changes
   * nothing, so that what its picker has learnt goes on.
   */
  public ClusterChange strategy(Strategy strategy) {
    return rules(rules -> rules.strategy(strategy));
  }

  /** Replaces the failure policy: a member that is down stays so until its retry. */
  public ClusterChange failurePolicy(FailurePolicy failurePolicy) {
    return rules(rules -> rules.failurePolicy(failurePolicy));
  }

  /** Replaces the rule which requests may wait; those that wait already keep their place. */
  public ClusterChange queue(QueuePolicy queue) {
    return rules(rules -> rules.queue(queue));
  }

  /** Changes the percentage of the {@link RetryBudget}; what was counted stays. */
  public ClusterChange retryPercent(int percent) {
    RetryBudget.requirePercent(percent);
    return rules(rules -> rules.retryPercent(percent));
  }

  /** Replaces the rule how sessions stay with their members; empty if they do not. */
  public ClusterChange stickiness(Optional<Stickiness> stickiness) {
    return rules(rules -> rules.stickiness(stickiness));
  }

  /**
   * Probes the members; those that are probed already, from their next probe on.
   *
   * @param policy how often, and how many decide
   * @param probe asks one member whether it lives
   */
  public ClusterChange probing(ProbePolicy policy, Probe probe) {
    ClusterRules.ProbeRule rule = new ClusterRules.ProbeRule(policy, probe);
    return rules(rules -> rules.probing(Optional.of(rule)));
  }

  /** Ends the probes: a member that is down by them is tried by requests. */
  public ClusterChange noProbing() {
    return rules(rules -> rules.probing(Optional.empty()));
  }

  private ClusterChange rules(UnaryOperator<ClusterRules> change) {
    ofRules.add(change);
    return this;
  }

  /** Works it out. */
  void on(Revision revision) {
    ofRules.forEach(revision::rules);
    if (!ofMembers.isEmpty()) {
      revision.members(this::membersAfter, Snapshot.NONE);
    }
  }

  private List<Member> membersAfter(List<Member> now) {
    List<Member> next = now;
    for (UnaryOperator<List<Member>> change : ofMembers) {
      next = change.apply(next);
    }
    return next;
  }
}
