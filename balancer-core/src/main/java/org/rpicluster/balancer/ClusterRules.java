package org.rpicluster.balancer;

import java.util.Optional;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * The rules of a whole cluster, whichever its members are. Immutable.
 *
 * @param strategy how to choose
 * @param failurePolicy when failures take a member out
 * @param queue who may wait while every member is full
 * @param retryPercent retries for a hundred requests
 * @param stickiness how sessions stay with their members, if they do
 * @param probing how members are probed, if they are
 */
record ClusterRules(
    Strategy strategy,
    FailurePolicy failurePolicy,
    QueuePolicy queue,
    int retryPercent,
    Optional<Stickiness> stickiness,
    Optional<ProbeRule> probing) {

  /**
   * How members are probed.
   *
   * @param policy how often, and how many decide
   * @param probe asks one member whether it lives
   */
  record ProbeRule(ProbePolicy policy, Probe probe) {}

  ClusterRules {
    RetryBudget.requirePercent(retryPercent);
  }

  /** With another strategy; one that equals the present one leaves what its picker has learnt. */
  ClusterRules strategy(Strategy next) {
    return next.equals(strategy)
        ? this
        : new ClusterRules(next, failurePolicy, queue, retryPercent, stickiness, probing);
  }

  ClusterRules failurePolicy(FailurePolicy next) {
    return new ClusterRules(strategy, next, queue, retryPercent, stickiness, probing);
  }

  ClusterRules queue(QueuePolicy next) {
    return new ClusterRules(strategy, failurePolicy, next, retryPercent, stickiness, probing);
  }

  ClusterRules retryPercent(int next) {
    return new ClusterRules(strategy, failurePolicy, queue, next, stickiness, probing);
  }

  ClusterRules stickiness(Optional<Stickiness> next) {
    return new ClusterRules(strategy, failurePolicy, queue, retryPercent, next, probing);
  }

  ClusterRules probing(Optional<ProbeRule> next) {
    return new ClusterRules(strategy, failurePolicy, queue, retryPercent, stickiness, next);
  }
}
