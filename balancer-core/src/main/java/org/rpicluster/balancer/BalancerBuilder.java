package org.rpicluster.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.FaultReporter;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Probe;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/** Builds a {@link Balancer}. For one thread. */
public final class BalancerBuilder {

  /** As long as a proxy usually waits for the head of an answer. */
  private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(60);

  final String name;
  private final Strategy strategy;
  final List<Member> members = new ArrayList<>();
  private FailurePolicy failurePolicy = FailurePolicy.DEFAULT;
  BalancerObserver observer = BalancerObserver.NONE;
  Ticker ticker = Ticker.system();
  Chance chance = Chance.system();
  Scheduler scheduler;
  Snapshot before = Snapshot.NONE;
  FaultReporter faults = FaultReporter.system();
  LeakDetection leakDetection = LeakDetection.SIMPLE;
  Duration trialTimeout = TRIAL_TIMEOUT;
  private QueuePolicy queue = QueuePolicy.DEFAULT;
  private int retryPercent = RetryBudget.DEFAULT_PERCENT;
  private Optional<Stickiness> stickiness = Optional.empty();
  private Optional<ClusterRules.ProbeRule> probing = Optional.empty();

  BalancerBuilder(String name, Strategy strategy) {
    Check.argument(!name.isBlank(), "name", "'" + name + "'", "a name");
    this.name = name;
    this.strategy = strategy;
    this.scheduler = Scheduler.daemon("balancer-" + name);
  }

  /** Adds a member. */
  public BalancerBuilder member(Member member) {
    members.add(member);
    return this;
  }

  /** Adds members, in this order. */
  public BalancerBuilder members(List<Member> more) {
    members.addAll(more);
    return this;
  }

  /** When failures take a member out; {@link FailurePolicy#DEFAULT} unless given. */
  public BalancerBuilder failurePolicy(FailurePolicy failurePolicy) {
    this.failurePolicy = failurePolicy;
    return this;
  }

  /** Who may wait while every member is full; {@link QueuePolicy#DEFAULT} unless given. */
  public BalancerBuilder queue(QueuePolicy queue) {
    this.queue = queue;
    return this;
  }

  /**
   * The {@link RetryBudget}: as many retries for a hundred requests; {@link
   * RetryBudget#DEFAULT_PERCENT} unless given.
   */
  public BalancerBuilder retryPercent(int percent) {
    retryPercent = percent;
    return this;
  }

  /**
   * How sessions stay with their members; they do not unless given. The balancer keeps it for the
   * code that reads routes from requests, so that it changes with the members.
   */
  public BalancerBuilder stickiness(Stickiness stickiness) {
    this.stickiness = Optional.of(stickiness);
    return this;
  }

  /**
   * Probes the members: none unless given.
   *
   * @param policy how often, and how many decide
   * @param probe asks one member whether it lives
   */
  public BalancerBuilder probing(ProbePolicy policy, Probe probe) {
    probing = Optional.of(new ClusterRules.ProbeRule(policy, probe));
    return this;
  }

  /**
   * Goes on from what another balancer knew: members with the same id keep their counters, health
   * and, if the strategy has the same name, credit. Who was down by probes is tried by requests if
   * this one does not probe.
   */
  public BalancerBuilder from(Snapshot before) {
    this.before = before;
    return this;
  }

  /** Who is told of changes. */
  public BalancerBuilder observer(BalancerObserver observer) {
    this.observer = observer;
    return this;
  }

  /**
   * Is told what the observer, waiters and the strategy throw, and which leases were forgotten;
   * {@link FaultReporter#system} unless given.
   */
  public BalancerBuilder faults(FaultReporter faults) {
    this.faults = faults;
    return this;
  }

  /** How closely forgotten leases are looked for; {@link LeakDetection#SIMPLE} unless given. */
  public BalancerBuilder leakDetection(LeakDetection level) {
    leakDetection = level;
    return this;
  }

  /**
   * How long the one request may take that tries a member that was down, before another one may try
   * it too; 60 s unless given. As a rule only a lease that is never ended is that slow.
   */
  public BalancerBuilder trialTimeout(Duration timeout) {
    boolean positive = !timeout.isNegative() && !timeout.isZero();
    Check.argument(positive, "trialTimeout", timeout, "more than 0");
    trialTimeout = timeout;
    return this;
  }

  /** The clocks; the system's unless given. */
  public BalancerBuilder ticker(Ticker ticker) {
    this.ticker = ticker;
    return this;
  }

  /** The randomness; the system's unless given. */
  public BalancerBuilder chance(Chance chance) {
    this.chance = chance;
    return this;
  }

  /** The timers; a daemon thread that lives only while one is set, unless given. */
  public BalancerBuilder scheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /** What holds for all members. */
  ClusterRules rules() {
    return new ClusterRules(strategy, failurePolicy, queue, retryPercent, stickiness, probing);
  }

  /**
   * The balancer.
   *
   * @throws IllegalArgumentException if two members have the same id
   */
  public Balancer build() {
    return new Balancer(this);
  }
}
