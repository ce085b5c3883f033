package org.rpicluster.balancer.pick;

import java.util.function.BiFunction;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/** A strategy by a test's own rule, right or wrong, which is given its latest candidates. */
public record ByRule(BiFunction<Candidates, PickContext, Candidate> rule) implements Strategy {

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picker() {
      private volatile Candidates candidates = Candidates.EMPTY;

      @Override
      public void update(Candidates next) {
        candidates = next;
      }

      @Override
      public Candidate pick(PickContext context) {
        return rule.apply(candidates, context);
      }
    };
  }
}
