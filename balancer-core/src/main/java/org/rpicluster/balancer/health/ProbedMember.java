package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.health.ProbeTally.Verdict;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Scheduler;

/**
 * One member that is probed: it waits for its next probe, or one is under way. Whatever a probe
 * does, it ends: by what it finds, by what it throws, or by its time. Any thread.
 */
final class ProbedMember {

  /** Results that are kept: what a page has room for. */
  static final int KEPT = 10;

  private static final String ANSWER = "answer";
  private static final Probe.UnderWay NEVER_BEGUN = () -> ANSWER;

  private final ProbeSchedule schedule;

  // Guarded by this.
  private final ProbeTally tally = new ProbeTally();
  private final Deque<ProbeResult> results = new ArrayDeque<>();
  private Member member;
  private Scheduler.Timer timer;
  private @Nullable Run run;
  private boolean left;

  ProbedMember(ProbeSchedule schedule, Member member) {
    this.schedule = schedule;
    this.member = member;
    timer = schedule.in(schedule.firstDelay(), this::begin);
  }

  synchronized String id() {
    return member.id();
  }

  /** The member's settings may have changed. */
  synchronized void is(Member now) {
    boolean starts = isStopped(member) && !isStopped(now);
    member = now;
    if (starts) {
      waitAnew(schedule.soon());
    }
  }

  private static boolean isStopped(Member member) {
    return member.state() == AdminState.STOPPED;
  }

  /** Its next probe comes after this time, whatever it was waiting for. */
  synchronized void waitAnew(Duration delay) {
    if (run == null && !left) {
      timer.cancel();
      timer = schedule.in(delay, this::begin);
    }
  }

  /** It is probed no more. */
  synchronized boolean leave() {
    left = true;
    timer.cancel();
    if (run != null) {
      breakOff(run);
      run = null;
    }
    return true;
  }

  synchronized List<ProbeResult> results() {
    return List.copyOf(results);
  }

  /** The probe is called without a lock: it may find something at once, which is told. */
  private void begin() {
    Run mine = next();
    if (mine == null) {
      return;
    }
    try {
      begun(mine, schedule.probe().begin(mine.member, finding -> end(mine, finding)));
    } catch (RuntimeException e) {
      end(mine, itselfFailed(e));
    }
  }

  /** It is under way; one that was broken off before that was known is broken off now. */
  private void begun(Run mine, Probe.UnderWay underWay) {
    boolean isWanted;
    synchronized (this) {
      mine.underWay = underWay;
      isWanted = !mine.brokenOff;
    }
    if (!isWanted) {
      underWay.breakOff();
    }
  }

  /** The run that begins now; null if none is to. */
  private synchronized @Nullable Run next() {
    if (left) {
      return null;
    }
    if (isStopped(member)) {
      wait(false);
      return null;
    }
    Run mine = new Run(member, schedule.ticker().now(), schedule.ticker().nanos());
    run = mine;
    Duration timeout = schedule.policy().timeout();
    timer = schedule.in(timeout, () -> timeOver(mine, timeout));
    return mine;
  }

  /** A probe that throws is a fault of this side's. */
  private static Finding itselfFailed(RuntimeException fault) {
    return Finding.inconclusive("the probe itself failed: " + fault);
  }

  private void timeOver(Run mine, Duration timeout) {
    boolean oursToBlame = isOursToBlame(mine, timeout);
    try {
      underWay(mine).whenCaughtUp(() -> late(mine, timeout, oursToBlame));
    } catch (RuntimeException e) {
      end(mine, itselfFailed(e));
    }
  }

  private synchronized Probe.UnderWay underWay(Run mine) {
    return mine.underWay;
  }

  private void late(Run mine, Duration timeout, boolean oursToBlame) {
    String missing = breakOff(mine);
    String late = "no " + missing + " within " + timeout.toMillis() + " ms";
    end(mine, oursToBlame ? Finding.inconclusive("this machine was busy") : Finding.failed(late));
  }

  /** What it was waiting for, if it has not ended. */
  private synchronized String breakOff(Run mine) {
    mine.brokenOff |= run == mine;
    try {
      return run == mine ? mine.underWay.breakOff() : "";
    } catch (RuntimeException e) {
      return ANSWER; // it has ended for this side, whatever the probe makes of it
    }
  }

  /**
   * Whether this machine was too busy to say anything: if it saw the end of the time so much too
   * late, it may not have seen the answer in time either. Such a probe is none.
   */
  private boolean isOursToBlame(Run mine, Duration timeout) {
    return schedule.ticker().nanos() - mine.beganNanos > timeout.toNanos() / 2 * 3;
  }

  /** The end of a probe, if it has not ended. */
  private void end(Run mine, Finding finding) {
    Verdict verdict;
    String id;
    synchronized (this) {
      if (run != mine) {
        return;
      }
      run = null;
      timer.cancel();
      long tookNanos = schedule.ticker().nanos() - mine.beganNanos;
      keep(
          new ProbeResult(
              mine.began, Duration.ofNanos(tookNanos), finding.passed(), finding.detail()));
      id = member.id();
      verdict = judge(id, finding);
    }
    tell(verdict, id, finding.detail());
  }

  private void keep(ProbeResult result) {
    results.addFirst(result);
    if (results.size() > KEPT) {
      results.removeLast();
    }
  }

  /** Guarded by this. */
  private Verdict judge(String id, Finding finding) {
    Optional<Health> health = schedule.target().healthOf(id);
    if (health.isEmpty()) {
      wait(false); // the news that it has left is on its way
      return Verdict.NOTHING;
    }
    if (!finding.counts()) {
      wait(true);
      return Verdict.NOTHING;
    }
    Verdict verdict = tally.count(finding.passed(), health.get(), schedule.policy());
    boolean doubt = !finding.passed() || ProbeTally.isOut(health.get());
    wait(verdict == Verdict.NOTHING ? doubt : verdict == Verdict.OUT);
    return verdict;
  }

  /** Guarded by this. */
  private void wait(boolean doubt) {
    timer = schedule.in(schedule.nextDelay(doubt), this::begin);
  }

  private void tell(Verdict verdict, String id, String reason) {
    switch (verdict) {
      case OUT -> schedule.target().probesFailed(id, reason);
      case BACK -> schedule.target().probesPassed(id);
      case NOTHING -> {
        // it stays as it is
      }
    }
  }

  /** A probe that has not ended. Its fields are guarded by the member. */
  private static final class Run {

    private final Member member;
    private final Instant began;
    private final long beganNanos;
    private Probe.UnderWay underWay = NEVER_BEGUN;
    private boolean brokenOff;

    Run(Member member, Instant began, long beganNanos) {
      this.member = member;
      this.began = began;
      this.beganNanos = beganNanos;
    }
  }
}
