package org.rpicluster.balancer.strategy.parts;

import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.time.Chance;

/**
 * Draws eligible candidates by chance, each in proportion to its weight among those that may be
 * had: not full, and not excluded. O(1) while most may be had, O(eligible) otherwise; no
 * allocation, no shared write. Immutable; any thread.
 */
public final class WeightedDraw {

  /** Draws among no candidates. */
  public static final WeightedDraw EMPTY = new WeightedDraw(Candidates.EMPTY);

  /**
   * A draw of a candidate that may not be had is made again, which leaves the odds of the others
   * right. With half of the weight taken, 4 draws in vain happen to (1/2)^4 = 6 % of the picks;
   * those scan.
   */
  private static final int DRAWS_MAX = 4;

  private final Candidates candidates;
  private final AliasTable table;

  public WeightedDraw(Candidates candidates) {
    this.candidates = candidates;
    int[] weights = new int[candidates.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = candidates.get(i).weight();
    }
    this.table = new AliasTable(weights);
  }

  /** The candidates that are drawn from. */
  public Candidates candidates() {
    return candidates;
  }

  /** A candidate that may be had, or {@link Candidate#NONE}. */
  public Candidate draw(PickContext context, Chance chance) {
    return drawOther(context, chance, Candidate.NONE);
  }

  /** A candidate other than {@code but} that may be had, or {@link Candidate#NONE}. */
  public Candidate drawOther(PickContext context, Chance chance, Candidate but) {
    if (candidates.size() == 0) {
      return Candidate.NONE;
    }
    for (int i = 0; i < DRAWS_MAX; i++) {
      Candidate drawn = candidates.get(table.draw(chance));
      if (drawn != but && isOpen(drawn, context)) {
        return drawn;
      }
    }
    return scan(context, chance, but);
  }

  /** Each in turn replaces the choice so far with its share of the weight so far. */
  private Candidate scan(PickContext context, Chance chance, Candidate but) {
    Candidate chosen = Candidate.NONE;
    long total = 0;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      if (candidate != but && isOpen(candidate, context)) {
        total += candidate.weight();
        if ((chance.nextLong() >>> 1) % total < candidate.weight()) {
          chosen = candidate;
        }
      }
    }
    return chosen;
  }

  /** Whether a candidate may be had: it has room, and the context does not exclude it. */
  public static boolean isOpen(Candidate candidate, PickContext context) {
    return !candidate.isFull() && !context.excludes(candidate);
  }
}
