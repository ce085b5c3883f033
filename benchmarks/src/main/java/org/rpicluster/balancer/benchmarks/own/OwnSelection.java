package org.rpicluster.balancer.benchmarks.own;

import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Selection;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * A picker with the accounting that the balancer does around it, without the lease: what {@code
 * Balancer.acquire} and {@code Lease.complete} come down to. The lease is measured apart.
 */
final class OwnSelection implements Selection<Candidate, Candidate> {

  /** Every member answers as quickly as the others. */
  private static final long ANSWER_NANOS = 1_000_000;

  private static final long ANSWER_BYTES = 10_000;

  private final Ticker ticker = Ticker.system();
  private final Picker picker;
  private final boolean timed;
  private final boolean goesByBytes;

  OwnSelection(Strategy strategy, Members members) {
    picker = strategy.newPicker(ticker, Chance.system());
    timed = picker.isTimed();
    goesByBytes = strategy.name().equals("bytraffic");
    picker.update(Clusters.of(strategy, members).candidates());
  }

  @Override
  public Candidate pick(PickContext context) {
    if (timed) {
      context.nowNanos(ticker.nanos());
    }
    return picker.pick(context);
  }

  @Override
  public Candidate begin(Candidate picked, PickContext context) {
    if (context.taken() != picked && !context.take(picked)) {
      throw new IllegalStateException("no member has a limit here, and yet one was full");
    }
    context.handOver();
    return picked;
  }

  @Override
  public void complete(Candidate held) {
    if (timed) {
      picker.observed(held, Outcome.SUCCESS, ANSWER_NANOS, ticker.nanos());
    }
    if (goesByBytes) {
      // Else the same member would be next for ever, and nothing be measured.
      held.counters().addBytesFromMember(ANSWER_BYTES);
    }
    held.counters().end(Outcome.SUCCESS);
    picker.completed(held, Outcome.SUCCESS);
  }

  @Override
  public int memberOf(Candidate picked) {
    return picked.slot();
  }
}
