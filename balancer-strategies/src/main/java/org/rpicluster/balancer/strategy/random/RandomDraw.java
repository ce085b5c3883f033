package org.rpicluster.balancer.strategy.random;

import java.util.List;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.AliasTable;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes any candidate, each with a probability in proportion to its weight: nothing to count, and
 * nothing for independent balancers to do in step.
 *
 * <p>O(1) while most candidates have room, O(eligible) otherwise; no shared write. Shares are right
 * in the mean: after n picks a share p is off by about sqrt(p (1 - p) / n). Thread-safe.
 *
 * <p>[1] A. J. Walker, 1977, and M. D. Vose, 1991: see {@link AliasTable}.
 */
public record RandomDraw() implements Strategy {

  @Override
  public String name() {
    return "random";
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
      return draw.draw(context, chance);
    }

    @Override
    public List<Score> scores() {
      return Scores.shares(draw.candidates());
    }
  }
}
