package org.rpicluster.balancer.strategy.leastload;

import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the first candidate, in the order of the configuration, that has room: one member is filled
 * up to its {@code maxInFlight} before the next is used, so that the last ones may sleep. A member
 * without a limit takes everything.
 *
 * <p>O(full members) per pick, exact: a limit is never passed. No lock, no shared write. Weights do
 * not count, and position decides on purpose. Thread-safe.
 *
 * <p>[1] HAProxy 1.5, {@code balance first}. [2] A. Gandhi, M. Harchol-Balter, R. Raghunathan, M.
 * A. Kozuch: AutoScale: Dynamic, Robust Capacity Management for Multi-Tier Data Centers, ACM TOCS
 * 30(4), 2012, doi:10.1145/2382553.2382556: packing requests onto few servers lets the others be
 * switched off.
 */
public record FillFirst() implements Strategy {

  @Override
  public String name() {
    return "first";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking();
  }

  private static final class Picking implements Picker {

    private volatile Candidates candidates = Candidates.EMPTY;

    @Override
    public void update(Candidates next) {
      candidates = next;
    }

    @Override
    public Candidate pick(PickContext context) {
      Candidates now = candidates;
      for (int i = 0; i < now.size(); i++) {
        if (WeightedDraw.isOpen(now.get(i), context)) {
          return now.get(i);
        }
      }
      return Candidate.NONE;
    }

    @Override
    public Candidate next() {
      return pick(new PickContext());
    }
  }
}
