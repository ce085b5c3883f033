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
 * Takes the candidate with the fewest requests in flight, whatever its weight; among equals the one
 * with the most credit, which is kept as {@link ByRequests} keeps it; then the first.
 *
 * <p>O(eligible) per pick under a lock; exact: a choice is counted before the next is made.
 * Thread-safe. [1] Apache httpd 2.4, {@code mod_lbmethod_bybusyness}.
 */
final class ByBusyness implements Strategy {

  @Override
  public String name() {
    return "bybusyness";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking();
  }

  private static final class Picking implements Picker {

    // Guarded by this.
    private final Credits credits = new Credits();
    private Candidates candidates = Candidates.EMPTY;

    @Override
    public synchronized void update(Candidates next) {
      credits.update(next);
      candidates = next;
    }

    @Override
    public synchronized Candidate pick(PickContext context) {
      Candidate best = Candidate.NONE;
      int bestInFlight = 0;
      long bestCredit = 0;
      long total = 0;
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get(i);
        if (candidate.isFull() || context.excludes(candidate)) {
          continue;
        }
        long credit = credits.credit(candidate);
        int inFlight = candidate.counters().inFlight();
        total += candidate.weight();
        if (best == Candidate.NONE
            || inFlight < bestInFlight
            || inFlight == bestInFlight && credit > bestCredit) {
          best = candidate;
          bestInFlight = inFlight;
          bestCredit = credit;
        }
      }
      if (best == Candidate.NONE || !context.take(best)) {
        return Candidate.NONE;
      }
      credits.debit(best, total);
      return best;
    }

    @Override
    public synchronized void charged(Candidate candidate) {
      credits.charge(candidates, candidate);
    }

    @Override
    public synchronized List<Score> scores() {
      return credits.scores(candidates);
    }
  }
}
