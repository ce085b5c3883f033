package org.rpicluster.balancer.pick;

import java.util.concurrent.atomic.AtomicLong;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/** The simplest strategy that satisfies the contract, for the tests of everything else. */
public final class RoundRobin implements Strategy {

  private final long start;

  /** From the first member. */
  public RoundRobin() {
    this(0);
  }

  RoundRobin(long start) {
    this.start = start;
  }

  @Override
  public String name() {
    return "test-round-robin";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(start);
  }

  private static final class Picking implements Picker {

    private final AtomicLong next;
    private volatile Candidates candidates = Candidates.EMPTY;

    private Picking(long start) {
      next = new AtomicLong(start);
    }

    @Override
    public void update(Candidates update) {
      candidates = update;
    }

    @Override
    public Candidate pick(PickContext context) {
      Candidates now = candidates;
      for (int i = 0; i < now.size(); i++) {
        int index = (int) Long.remainderUnsigned(next.getAndIncrement(), now.size());
        Candidate candidate = now.get(index);
        if (!candidate.isFull() && !context.excludes(candidate)) {
          return candidate;
        }
      }
      // Others may have drawn the tickets in between: look once more at each.
      for (int i = 0; i < now.size(); i++) {
        if (!now.get(i).isFull() && !context.excludes(now.get(i))) {
          return now.get(i);
        }
      }
      return Candidate.NONE;
    }
  }
}
