package org.rpicluster.balancer.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.rpicluster.balancer.health.ProbeTally.Verdict;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.time.Scheduler;

/**
 * One member that is probed: it waits for its next probe, or one is under way. Whatever a probe
 * does, it ends: by what it finds, by what it throws, or by its time. Any thread.
 */
final class Patient {

  /** Results that are kept: what a page has room for. */
  static final int KEPT = 10;

  private final ProbeSchedule schedule;

  // Guarded by this.
  private final ProbeTally tally = new ProbeTally();
  private final Deque<ProbeResult> results = new ArrayDeque<>();
  private Member member;
  private Scheduler.Timer timer;
  private Scheduler.Timer running = () -> {};
  private long number;
  private boolean left;

  Patient(ProbeSchedule schedule, Member member) {
    this.schedule = schedule;
    this.member = member;
    timer = schedule.in(schedule.firstDelay(), this::begin);
  }

  synchronized String id() {
    return member.id();
  }

  /** The member's settings may have changed. */
  synchronized void is(Member now) {
    member = now;
  }

  /** It is probed no more. */
  synchronized boolean leave() {
    left = true;
    timer.cancel();
    running.cancel();
    return true;
  }

  synchronized List<ProbeResult> results() {
    return List.copyOf(results);
  }

  private void begin() {
    Member asked;
    long mine;
    synchronized (this) {
      if (left) {
        return;
      }
      if (member.state() == AdminState.STOPPED) {
        wait(false);
        return;
      }
      asked = member;
      mine = ++number;
      Instant began = schedule.ticker().now();
      long beganNanos = schedule.ticker().nanos();
      Duration timeout = schedule.policy().timeout();
      String late = "no answer within " + timeout.toMillis() + " ms";
      timer = schedule.in(timeout, () -> end(mine, began, beganNanos, late, true));
      ask(asked, finding -> end(mine, began, beganNanos, finding, false));
    }
  }

  /** Guarded by this. */
  private void ask(Member asked, Consumer<String> finding) {
    running = () -> {};
    try {
      running = schedule.probe().begin(asked, finding);
    } catch (RuntimeException e) {
      finding.accept("the probe itself failed: " + e);
    }
  }

  /** The end of probe {@code mine}, if it has not ended. */
  private void end(long mine, Instant began, long beganNanos, String reason, boolean late) {
    Verdict verdict;
    String id;
    synchronized (this) {
      if (left || mine != number) {
        return;
      }
      number++;
      timer.cancel();
      if (late) {
        running.cancel();
      }
      long tookNanos = schedule.ticker().nanos() - beganNanos;
      keep(new ProbeResult(began, Duration.ofNanos(tookNanos), reason));
      id = member.id();
      boolean out = schedule.target().isOut(id);
      verdict = tally.count(reason.isEmpty(), out, schedule.policy());
      wait(verdict == Verdict.NOTHING ? out : verdict == Verdict.OUT);
    }
    tell(verdict, id, reason);
  }

  private void keep(ProbeResult result) {
    results.addFirst(result);
    if (results.size() > KEPT) {
      results.removeLast();
    }
  }

  /** Guarded by this. */
  private void wait(boolean out) {
    timer = schedule.in(schedule.nextDelay(out), this::begin);
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
}
