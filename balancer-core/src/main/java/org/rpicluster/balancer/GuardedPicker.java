package org.rpicluster.balancer;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * A picker that another hand may have written, so that its faults harm nothing but its own picks:
 * what {@link #pick} throws goes to the request that was to be given a member, with the strategy's
 * name; what the rest throws is reported, and the caller goes on. Costs one call, and nothing while
 * nothing is thrown; any thread.
 */
final class GuardedPicker implements Picker {

  private final String cluster;
  private final String strategy;
  private final Picker picker;
  private final Faults faults;
  private final boolean timed;

  /**
   * The picker of a strategy, without any member yet.
   *
   * @throws RuntimeException what the strategy throws: it is the caller who wants it
   */
  GuardedPicker(String cluster, Strategy strategy, Ticker ticker, Chance chance, Faults faults) {
    this.cluster = cluster;
    this.strategy = strategy.name();
    this.faults = faults;
    picker = strategy.newPicker(ticker, chance);
    Check.argument(picker != null, "strategy", this.strategy, "one whose newPicker returns one");
    timed = picker.isTimed();
  }

  @Override
  public Candidate pick(PickContext context) {
    Candidate picked;
    try {
      picked = picker.pick(context);
    } catch (RuntimeException | Error e) {
      giveBack(context);
      Faults.rethrowIfFatal(e);
      throw failed("threw " + e, e);
    }
    if (picked == null) {
      giveBack(context);
      throw failed("answered null (expected: a candidate, or Candidate.NONE)", null);
    }
    Candidate taken = context.taken();
    if (taken != Candidate.NONE && taken != picked) {
      giveBack(context);
      throw failed(
          "took " + id(taken) + " and answered " + id(picked) + " (expected: the one that it took)",
          null);
    }
    if (context.excludes(picked) && picked != Candidate.NONE) {
      giveBack(context);
      throw failed(
          "answered "
              + id(picked)
              + ", which the context excludes: it was tried, or is full"
              + " (expected: another one, or Candidate.NONE)",
          null);
    }
    return picked;
  }

  /** What it answered is no member that may be chosen. */
  NoMemberException strange(Candidate picked) {
    return failed(
        "answered "
            + id(picked)
            + ", which is none of the eligible candidates"
            + " (expected: one of the last update, or Candidate.NONE)",
        null);
  }

  private NoMemberException failed(String what, @Nullable Throwable cause) {
    return new NoMemberException(cluster, "the strategy " + strategy + " " + what, cause);
  }

  private static String id(Candidate candidate) {
    return candidate == Candidate.NONE ? "none" : candidate.member().id();
  }

  /** What a picker took before it failed is free again. */
  static void giveBack(PickContext context) {
    Candidate taken = context.taken();
    if (taken != Candidate.NONE) {
      context.handOver();
      taken.counters().end(Outcome.CANCELLED);
      taken.giveTrialBack();
    }
  }

  /**
   * The first update, for a caller who wants this strategy.
   *
   * @throws RuntimeException what the strategy throws
   */
  void begin(Candidates candidates) {
    picker.update(candidates);
  }

  @Override
  public void update(Candidates candidates) {
    contain(() -> picker.update(candidates));
  }

  @Override
  public void charged(Candidate candidate) {
    try {
      picker.charged(candidate);
    } catch (RuntimeException | Error e) {
      faults.threw(what(), e);
    }
  }

  @Override
  public void completed(Candidate candidate, Outcome outcome) {
    try {
      picker.completed(candidate, outcome);
    } catch (RuntimeException | Error e) {
      faults.threw(what(), e);
    }
  }

  @Override
  public boolean isTimed() {
    return timed;
  }

  @Override
  public void observed(Candidate candidate, Outcome outcome, long nanos, long nowNanos) {
    try {
      picker.observed(candidate, outcome, nanos, nowNanos);
    } catch (RuntimeException | Error e) {
      faults.threw(what(), e);
    }
  }

  @Override
  public List<Score> scores() {
    return contain(picker::scores, List.of());
  }

  @Override
  public Map<String, Long> credits() {
    return contain(picker::credits, Map.of());
  }

  @Override
  public void restore(Map<String, Long> credits) {
    contain(() -> picker.restore(credits));
  }

  @Override
  public Candidate next() {
    return contain(picker::next, Candidate.NONE);
  }

  private void contain(Runnable call) {
    faults.contain(what(), call);
  }

  private <T> T contain(Supplier<T> question, T otherwise) {
    try {
      T answer = question.get();
      return answer == null ? otherwise : answer;
    } catch (RuntimeException | Error e) {
      faults.threw(what(), e);
      return otherwise;
    }
  }

  private String what() {
    return "the strategy " + strategy;
  }
}
