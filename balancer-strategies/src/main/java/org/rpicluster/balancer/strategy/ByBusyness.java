package org.rpicluster.balancer.strategy;

import java.util.List;
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
 * Takes the candidate with the fewest requests in flight, whatever its weight; among equals the one
 * with the most credit, which is kept as {@link ByRequests} keeps it; then the first.
 *
 * <p>Exact: a choice is counted before the next is made. O(log n) per pick and per end of a
 * request, each under a {@link SpinLock}; allocates nothing ({@link Contest}). Thread-safe. [1]
 * Apache httpd 2.4, {@code mod_lbmethod_bybusyness}.
 */
final class ByBusyness implements Strategy {

  private final long turns;

  ByBusyness() {
    this(0);
  }

  /** With {@code turns} behind it, for tests. */
  ByBusyness(long turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "bybusyness";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(turns);
  }

  private static final class Picking implements Picker {

    private final SpinLock lock = new SpinLock();

    // Guarded by lock.
    private final Contest contest;

    private Picking(long turns) {
      contest = new Contest(candidate -> candidate.counters().inFlight(), new Credits(turns));
    }

    @Override
    public void update(Candidates next) {
      lock.lock();
      try {
        contest.update(next);
      } finally {
        lock.unlock();
      }
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
      lock.lock();
      try {
        contest.touch(candidate);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public List<Score> scores() {
      lock.lock();
      try {
        return contest.creditScores(Rotation.NONE, 0);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Candidate next() {
      return Scores.inTurn(scores(), candidate -> candidate.counters().inFlight());
    }
  }
}
