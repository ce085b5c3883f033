package org.rpicluster.balancer;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.HealthRules;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.health.ProbeResult;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Explanation;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * One cluster and the way to choose in it: the front door of the library.
 *
 * <p>An acquire costs one pick of its strategy, one atomic addition and the {@link Lease}; it takes
 * no lock of its own. Changes are serialised among themselves; one costs O(members), and an exact
 * strategy's picks wait for the part of it that brings their account up to date: a millisecond or
 * two at 10 000 members. Any thread.
 */
public final class Balancer {

  private final String name;
  private final Membership membership;
  private final HealthEvents health;
  private final Choice choice;
  private final Probing probing;
  private final WaitingLine line;
  private final RetryBudget retryBudget;

  Balancer(BalancerBuilder builder) {
    name = builder.name;
    Faults faults = new Faults(name, builder.faults);
    line = new WaitingLine(name, this::acquire, builder.scheduler, this::queue, faults);
    PathFailures doubts = new PathFailures();
    membership = new Membership(builder, line::serveSoon, faults, doubts);
    health = new HealthEvents(membership, doubts);
    retryBudget = new RetryBudget(() -> membership.state().rules().retryPercent(), builder.ticker);
    LeakDetector leaks = new LeakDetector(builder.leakDetection, faults);
    LeaseEnds ends = new Completions(membership, health, line, doubts);
    choice = new Choice(name, membership, ends, leaks, doubts);
    probing = new Probing(builder, membership, health);
  }

  /**
   * A builder.
   *
   * @param name the cluster's name in pages, logs and errors
   * @param strategy how to choose
   */
  public static BalancerBuilder builder(String name, Strategy strategy) {
    return new BalancerBuilder(name, strategy);
  }

  /** The cluster's name. */
  public String name() {
    return name;
  }

  /**
   * Picks a member for a request of which nothing is known.
   *
   * @throws NoMemberException if there is none
   */
  public Lease acquire() {
    return acquire(new PickContext());
  }

  /**
   * Picks a member for a request: the one that its route names, or the one that the strategy
   * chooses.
   *
   * @param context what is known of the request, and which members not to pick
   * @throws NoMemberException if there is none, or the strategy has a fault
   */
  public Lease acquire(PickContext context) {
    return choice.acquire(context);
  }

  /**
   * Picks a member for a request, or lets it wait in line while every member has as many requests
   * as it may have; one who comes while others wait stands behind them, unless its route leads to a
   * member with room. How many may wait and how long is for {@link #queue} to say.
   *
   * @param context what is known of the request, and which members not to pick; it is the
   *     balancer's until the waiter has its answer
   * @param waiter is told, at once or later
   */
  public void acquire(PickContext context, Waiter waiter) {
    line.acquire(context, waiter);
  }

  /**
   * A hold on this very member: for a request that must go over a connection that the caller has
   * with it. It may have one request more than its limit, as the connection is there already, but
   * no more than one trial.
   *
   * @param earlier the member as it was when the connection was made
   * @return empty if it has left, or is not to be asked: down, disabled or stopped
   */
  public Optional<Lease> acquire(Candidate earlier) {
    return choice.acquire(earlier);
  }

  /** Replaces the rule who may wait, for those who come from now on. */
  public void queue(QueuePolicy queue) {
    change(new ClusterChange().queue(queue));
  }

  /** Who may wait while every member is full. */
  public QueuePolicy queue() {
    return rules().queue();
  }

  /** How many requests wait now. */
  public int waiting() {
    return line.waiting();
  }

  /** How often requests may be attempted again; their caller keeps the account. */
  public RetryBudget retryBudget() {
    return retryBudget;
  }

  /**
   * Changes the cluster: members, strategy, failure policy and whatever else is named, in one
   * publication. A request that is given a member meanwhile finds the cluster before the change or
   * after it, never a mix of both; so a reload is one call of this.
   *
   * @param change what is to change; what it does not name stays
   * @throws IllegalArgumentException if a member that it names is not there, two have the same id,
   *     or a value is out of its range; nothing has changed then. The same holds for whatever else
   *     the change, or a strategy that begins, throws
   */
  public void change(ClusterChange change) {
    membership.change(change::on);
    probing.follow();
  }

  /**
   * Replaces the member list: {@link ClusterChange#members(List)} alone.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  public void update(List<Member> members) {
    change(new ClusterChange().members(members));
  }

  /**
   * Changes the member list from what it is at that moment: of two changes at once neither undoes
   * the other.
   *
   * @param change is given the members, in their order; called under the balancer's lock: be quick,
   *     and do not call back
   * @throws IllegalArgumentException if two have the same id; nothing has changed then
   */
  public void update(UnaryOperator<List<Member>> change) {
    change(new ClusterChange().members(change));
  }

  /** Replaces the strategy; counters and health stay. */
  public void strategy(Strategy strategy) {
    change(new ClusterChange().strategy(strategy));
  }

  /** How it chooses. */
  public Strategy strategy() {
    return rules().strategy();
  }

  /**
   * Replaces the failure policy, for failures from now on: who is down stays so until its retry.
   */
  public void failurePolicy(FailurePolicy failurePolicy) {
    change(new ClusterChange().failurePolicy(failurePolicy));
  }

  /** When failures take a member out. */
  public FailurePolicy failurePolicy() {
    return rules().failurePolicy();
  }

  /** How sessions stay with their members; empty if they do not. */
  public Optional<Stickiness> stickiness() {
    return rules().stickiness();
  }

  private ClusterRules rules() {
    return membership.state().rules();
  }

  /**
   * Forgets a member's errors: it is given requests again at once.
   *
   * @throws IllegalArgumentException if there is no member with this id
   */
  public void recover(String id) {
    health.recover(id);
  }

  /**
   * Probes the members from now on; those that are probed already, from their next probe on.
   *
   * @param policy how often, and how many decide
   * @param probe asks one member whether it lives
   */
  public void probe(ProbePolicy policy, Probe probe) {
    change(new ClusterChange().probing(policy, probe));
  }

  /** Probes no more: who is down by probes is tried by requests. */
  public void stopProbing() {
    change(new ClusterChange().noProbing());
  }

  /**
   * Ends what goes on by itself, the probes: for a cluster that is given no more requests. How its
   * members are stays known.
   */
  public void close() {
    probing.close();
  }

  /**
   * Tells that a check other than {@link #probe} has found a member that does not live: it is out
   * until {@link #probesPassed}.
   *
   * @param id the member; nothing happens if there is none with this id
   * @param reason why, in words for an operator
   */
  public void probesFailed(String id, String reason) {
    health.checked(id, (rules, now) -> rules.probesFailed(now, reason));
  }

  /**
   * Tells that a check other than {@link #probe} has found a member that lives.
   *
   * @param id the member; nothing happens if there is none with this id
   */
  public void probesPassed(String id) {
    health.checked(id, HealthRules::probesPassed);
  }

  /**
   * Another observer has a doubt about a member: its next {@link #probe} comes sooner than it
   * would. Nothing happens if there is no such member, or it is not probed.
   */
  public void probeSoon(String id) {
    probing.soon(id);
  }

  /**
   * What the last probes of a member found, the newest first.
   *
   * @return empty if there is no such member, or it has not been probed
   */
  public List<ProbeResult> probesOf(String id) {
    return probing.resultsOf(id);
  }

  /** What has been counted and learnt, to go on from in the next balancer. */
  public Snapshot snapshot() {
    return membership.snapshot();
  }

  /** The cluster as it is now. */
  public Candidates candidates() {
    return membership.state().candidates();
  }

  /** How each eligible member stands for the next pick, as the strategy sees it. */
  public List<Score> scores() {
    return membership.state().picker().scores();
  }

  /** What the next pick would see, for people; it costs nothing until it is asked for. */
  public Explanation explain() {
    ClusterState now = membership.state();
    return Explanation.of(now.candidates(), now.picker());
  }
}
