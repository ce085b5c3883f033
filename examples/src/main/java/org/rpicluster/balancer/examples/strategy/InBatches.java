package org.rpicluster.balancer.examples.strategy;

import java.util.concurrent.atomic.AtomicLong;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/** Ten requests in a row to each member: what it has just read is still in its caches. */
public record InBatches() implements Strategy {

  @Override
  public String name() {
    return "in-batches";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking();
  }

  private static final class Picking implements Picker {
    private final AtomicLong tickets = new AtomicLong();
    private volatile Candidates candidates = Candidates.EMPTY;

    @Override
    public void update(Candidates next) {
      candidates = next;
    }

    @Override
    public Candidate pick(PickContext context) {
      Candidates now = candidates;
      long batch = Long.divideUnsigned(tickets.getAndIncrement(), 10);
      for (int i = 0; i < now.size(); i++) {
        Candidate candidate = now.get((int) ((batch + i) % now.size()));
        if (!candidate.isFull() && !context.excludes(candidate)) {
          return candidate;
        }
      }
      return Candidate.NONE;
    }
  }
}
