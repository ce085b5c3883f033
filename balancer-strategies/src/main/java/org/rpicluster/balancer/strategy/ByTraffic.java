package org.rpicluster.balancer.strategy;

import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the candidate that has carried the fewest bytes for its weight since it joined: bytes to it
 * and bytes from it, each divided by the weight in hundredths (two integer divisions, as Apache
 * does); the first among equals.
 *
 * <p>O(eligible) per pick; exact. Thread-safe. [1] Apache httpd 2.4, {@code
 * mod_lbmethod_bytraffic}.
 */
final class ByTraffic implements Strategy {

  @Override
  public String name() {
    return "bytraffic";
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
      Candidate best = Candidate.NONE;
      long bestTraffic = 0;
      for (int i = 0; i < now.size(); i++) {
        Candidate candidate = now.get(i);
        if (candidate.isFull() || context.excludes(candidate)) {
          continue;
        }
        long traffic = traffic(candidate);
        if (best == Candidate.NONE || traffic < bestTraffic) {
          best = candidate;
          bestTraffic = traffic;
        }
      }
      return best;
    }

    private static long traffic(Candidate candidate) {
      MemberCounters counters = candidate.counters();
      return counters.bytesToMember() / candidate.weight()
          + counters.bytesFromMember() / candidate.weight();
    }
  }
}
