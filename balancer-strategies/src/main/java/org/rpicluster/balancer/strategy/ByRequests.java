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
 * Smooth weighted round robin: each pick credits every candidate its weight, takes the one with the
 * most credit (the first among equals), and lets it pay the total.
 *
 * <p>O(eligible) per pick under a lock; exact. Thread-safe. [1] Apache httpd 2.4, {@code
 * mod_lbmethod_byrequests}.
 */
final class ByRequests implements Strategy {

  @Override
  public String name() {
    return "byrequests";
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
      long bestCredit = Long.MIN_VALUE;
      long total = 0;
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get(i);
        if (candidate.isFull() || context.excludes(candidate)) {
          continue;
        }
        long credit = credits.credit(candidate);
        total += candidate.weight();
        if (credit > bestCredit) {
          best = candidate;
          bestCredit = credit;
        }
      }
      if (best != Candidate.NONE) {
        credits.debit(best, total);
      }
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
