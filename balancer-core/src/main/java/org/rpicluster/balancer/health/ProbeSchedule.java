package org.rpicluster.balancer.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;

/**
 * The schedule of a cluster's probes: each by itself, never two probes of one at a time, the first
 * ones spread over {@link ProbePolicy#interval}. One timer a member; any thread.
 */
public final class ProbeSchedule {

  /** Of the time between probes: what several observers are spread over. */
  private static final double DOUBTED = 0.1;

  private final ProbeTarget target;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Chance chance;

  // Guarded by this.
  private final Map<String, ProbedMember> probed = new HashMap<>();

  private volatile ProbePolicy policy;
  private volatile Probe probe;

  /**
   * A schedule without members yet.
   *
   * @param target is told what the probes find
   * @param policy how often, and how many decide
   * @param probe asks
   * @param ticker the clocks
   * @param scheduler the timers
   * @param chance spreads the probes
   */
  public ProbeSchedule(
      ProbeTarget target,
      ProbePolicy policy,
      Probe probe,
      Ticker ticker,
      Scheduler scheduler,
      Chance chance) {
    this.target = target;
    this.policy = policy;
    this.probe = probe;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.chance = chance;
  }

  /** Probes these members from now on, and no others. */
  public synchronized void update(List<Member> members) {
    Set<String> staying = new HashSet<>();
    for (Member member : members) {
      staying.add(member.id());
      probed.computeIfAbsent(member.id(), id -> new ProbedMember(this, member)).is(member);
    }
    probed.values().removeIf(member -> !staying.contains(member.id()) && member.leave());
  }

  /**
   * From each member's next probe on, it is asked like this. With another policy, that is soon: a
   * new interval does not wait for the end of the old one.
   */
  public synchronized void change(ProbePolicy nextPolicy, Probe nextProbe) {
    boolean same = nextPolicy.equals(policy);
    policy = nextPolicy;
    probe = nextProbe;
    if (!same) {
      probed.values().forEach(member -> member.waitAnew(firstDelay()));
    }
  }

  /** There is a doubt about a member: its next probe is due, if none is under way. */
  public synchronized void soon(String id) {
    ProbedMember member = probed.get(id);
    if (member != null) {
      member.waitAnew(doubted());
    }
  }

  /** Ends all probing. */
  public void close() {
    update(List.of());
  }

  /**
   * What the last probes of a member found, the newest first; at most {@value ProbedMember#KEPT}.
   *
   * @return empty if there is no such member, or it has not been probed yet
   */
  public List<ProbeResult> resultsOf(String id) {
    ProbedMember found;
    synchronized (this) {
      found = probed.get(id);
    }
    return found == null ? List.of() : found.results();
  }

  ProbeTarget target() {
    return target;
  }

  ProbePolicy policy() {
    return policy;
  }

  Probe probe() {
    return probe;
  }

  Ticker ticker() {
    return ticker;
  }

  /** As all members are new at a start, their first probes are spread like the later ones. */
  Duration firstDelay() {
    return part(policy.interval(), 0, 1);
  }

  /** The first probe of one that an operator has just started. */
  Duration soon() {
    return part(policy.whileDown(), 0, 1);
  }

  /** Several observers do not ask at the same moment. */
  private Duration doubted() {
    return part(policy.whileDown(), 0, DOUBTED);
  }

  /** The time to the next probe of a member that is out, or has just failed, or neither. */
  Duration nextDelay(boolean doubt) {
    return part(doubt ? policy.whileDown() : policy.interval(), 0.9, 1.1);
  }

  private Duration part(Duration whole, double from, double to) {
    double chosen = from + (to - from) * chance.below(1 << 20) / (1 << 20);
    return Duration.ofNanos((long) (whole.toNanos() * chosen));
  }

  Scheduler.Timer in(Duration delay, Runnable task) {
    return scheduler.schedule(delay.toNanos(), task);
  }
}
