package org.rpicluster.balancer.strategy.leastload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.strategy.parts.SpinLock;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.rotation.Contest;
import org.rpicluster.balancer.strategy.rotation.ContestPicker;
import org.rpicluster.balancer.strategy.rotation.Credits;
import org.rpicluster.balancer.strategy.rotation.Rotation;

/**
 * Takes the candidate with the least load, which must come from its requests in flight and its
 * settings alone; among equals the one with the most credit, which is kept as {@link ByRequests}
 * keeps it; then the first.
 *
 * <p>Exact: a choice is counted before the next is made. O(log n) per pick and per end of a
 * request, each under a {@link SpinLock}; allocates nothing ({@link Contest}). Any thread.
 */
final class LeastLoad extends ContestPicker {

  private final ToLongFunction<Candidate> load;

  LeastLoad(ToLongFunction<Candidate> load, Credits credits) {
    super(new Contest(load, credits));
    this.load = load;
  }

  /**
   * Its requests in flight, of which each counts for more while it recovers: for ten at a tenth of
   * its weight. So its slow start is one of requests at a time, beginning with one, as HAProxy's
   * {@code slowstart} is with {@code leastconn}; and no member starves for being idle.
   */
  static long felt(Candidate candidate) {
    int inFlight = candidate.counters().inFlight();
    int percent = candidate.health().weightPercent();
    return percent == Health.WHOLE_PERCENT
        ? inFlight
        : (long) inFlight * Health.WHOLE_PERCENT / percent;
  }

  @Override
  public Candidate pick(PickContext context) {
    lock.lock();
    try {
      contest.exclude(context);
      Candidate chosen = choose(context);
      contest.readmit(context);
      return chosen;
    } finally {
      lock.unlock();
    }
  }

  private Candidate choose(PickContext context) {
    Candidate leader = contest.leader();
    while (leader != Candidate.NONE && !context.take(leader)) {
      leader = contest.leader();
    }
    if (leader != Candidate.NONE) {
      contest.pick(leader);
    }
    return leader;
  }

  @Override
  public void charged(Candidate candidate) {
    lock.lock();
    try {
      contest.charge(candidate);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void completed(Candidate candidate, Outcome outcome) {
    touch(candidate);
  }

  @Override
  public List<Score> scores() {
    return read(
        () -> {
          List<Score> scores = new ArrayList<>(contest.loadScores("load"));
          scores.addAll(contest.creditScores(Rotation.NONE, 0));
          return scores;
        });
  }

  @Override
  public Map<String, Long> credits() {
    return read(() -> contest.credits(Rotation.NONE, 0));
  }

  @Override
  public void restore(Map<String, Long> credits) {
    change(() -> contest.restore(credits));
  }

  @Override
  public Candidate next() {
    List<Score> credits = scores().stream().filter(s -> s.name().equals("credit")).toList();
    return Scores.inTurn(credits, load);
  }
}
