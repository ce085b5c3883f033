package org.rpicluster.balancer.strategy.leastload;

import java.util.List;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Draws two candidates by chance and weight, and takes the one with fewer requests in flight for
 * its weight; between equals the one drawn first, so that idle members get exactly their shares.
 *
 * <p>O(1) while most candidates have room, O(eligible) otherwise; no shared write. With n equal
 * members and n requests held, the fullest has log log n / log 2 + O(1) of them, where one draw
 * alone gives log n / log log n [1]. Made for hundreds of members, or many balancers that do not
 * know of each other; for a handful, {@link ShortestExpectedDelay} looks at all of them and is
 * better. Very unequal members are not used to the full: a pair of slow ones is drawn too often
 * [2]. Thread-safe.
 *
 * <p>[1] M. Mitzenmacher: The Power of Two Choices in Randomized Load Balancing, IEEE TPDS 12(10),
 * 2001, doi:10.1109/71.963420. [2] A. Mukhopadhyay, R. R. Mazumdar: Analysis of Randomized
 * Join-the-Shortest-Queue (JSQ) Schemes in Large Heterogeneous Processor-Sharing Systems, IEEE TCNS
 * 3(2), 2016, doi:10.1109/TCNS.2015.2428331.
 */
public record TwoChoices() implements Strategy {

  @Override
  public String name() {
    return "two-choices";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(chance);
  }

  private static final class Picking implements Picker {

    private final Chance chance;
    private volatile WeightedDraw draw = WeightedDraw.EMPTY;

    Picking(Chance chance) {
      this.chance = chance;
    }

    @Override
    public void update(Candidates next) {
      draw = new WeightedDraw(next);
    }

    @Override
    public Candidate pick(PickContext context) {
      WeightedDraw now = draw;
      Candidate first = now.draw(context, chance);
      if (first == Candidate.NONE || now.candidates().size() == 1) {
        return first;
      }
      Candidate second = now.drawOther(context, chance, first);
      return second != Candidate.NONE && isLessLoaded(second, first) ? second : first;
    }

    /** In flight over weight, multiplied out: no division, no rounding. */
    private static boolean isLessLoaded(Candidate a, Candidate b) {
      return (long) a.counters().inFlight() * b.weight()
          < (long) b.counters().inFlight() * a.weight();
    }

    @Override
    public List<Score> scores() {
      return Scores.of(
          draw.candidates(), "load", c -> c.counters().inFlight() / c.member().weight().value());
    }
  }
}
