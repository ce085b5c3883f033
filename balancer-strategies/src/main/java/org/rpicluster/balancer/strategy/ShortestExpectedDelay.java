package org.rpicluster.balancer.strategy;

import java.util.List;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the candidate that can be expected to be done with the request first, if its weight is its
 * speed: the one with the lowest (requests in flight + 1) / weight; among equals any, by chance.
 *
 * <p>A heavy member is preferred even while a light one is idle, as it is faster: weights are
 * speeds here, not shares, and a light one is used when the heavy ones are busy. For clusters of
 * members of different kinds this is the best of ours for the few slowest answers.
 *
 * <p>O(eligible) per pick, exact; no lock, no shared write: of two picks at the same instant the
 * second may not see the first. Thread-safe.
 *
 * <p>[1] S. Shenker, A. Weinrib: The Optimal Control of Heterogeneous Queueing Systems, IEEE ToC
 * 38(12), 1989, doi:10.1109/12.40850. [2] K. Gardner, J. A. Jaleel, A. Wickeham, S. Doroudi:
 * Scalable Load Balancing in the Presence of Heterogeneous Servers, Performance Evaluation 145,
 * 2021, doi:10.1016/j.peva.2020.102151.
 */
record ShortestExpectedDelay() implements Strategy {

  @Override
  public String name() {
    return "shortest-expected-delay";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(chance);
  }

  private static final class Picking implements Picker {

    private final Chance chance;
    private volatile Candidates candidates = Candidates.EMPTY;

    Picking(Chance chance) {
      this.chance = chance;
    }

    @Override
    public void update(Candidates next) {
      candidates = next;
    }

    @Override
    public Candidate pick(PickContext context) {
      Candidates now = candidates;
      Candidate best = Candidate.NONE;
      long bestQueue = 0;
      int equals = 0;
      for (int i = 0; i < now.size(); i++) {
        Candidate candidate = now.get(i);
        long queue = candidate.counters().inFlight() + 1L;
        // Queue over weight, multiplied out: no division, no rounding.
        long order =
            best == Candidate.NONE ? -1 : queue * best.weight() - bestQueue * candidate.weight();
        if (order <= 0 && WeightedDraw.isOpen(candidate, context)) {
          equals = order < 0 ? 1 : equals + 1;
          if (equals == 1 || chance.below(equals) == 0) {
            best = candidate;
            bestQueue = queue;
          }
        }
      }
      return best;
    }

    @Override
    public List<Score> scores() {
      return Scores.of(candidates, "expectedDelay", Picking::delay);
    }

    @Override
    public Candidate next() {
      return Scores.lowest(scores());
    }

    private static double delay(Candidate candidate) {
      return (candidate.counters().inFlight() + 1) / candidate.member().weight().value();
    }
  }
}
