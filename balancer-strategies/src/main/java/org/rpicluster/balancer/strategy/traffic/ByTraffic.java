package org.rpicluster.balancer.strategy.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.SpinLock;
import org.rpicluster.balancer.strategy.rotation.Contest;
import org.rpicluster.balancer.strategy.rotation.ContestPicker;
import org.rpicluster.balancer.strategy.rotation.Credits;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the candidate that has carried the fewest bytes for its weight since it joined: bytes to it
 * and bytes from it, each divided by the weight in hundredths (two integer divisions, as Apache
 * does); the first among equals.
 *
 * <p>Exact at every moment, although the picker is not told when bytes move: they only ever add up,
 * so what the tree remembers of a candidate is never too much. The leader is looked at afresh, and
 * if it then still leads, no other can have less. O(log n) per pick and per candidate that has
 * moved bytes since it last led, under a {@link SpinLock}; allocates nothing. Thread-safe. [1]
 * Apache httpd 2.4, {@code mod_lbmethod_bytraffic}.
 */
public record ByTraffic() implements Strategy {

  @Override
  public String name() {
    return "bytraffic";
  }

  @Override
  public Strategy with(Map<String, String> options) {
    return options.isEmpty() ? this : WindowedTraffic.of(options);
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking();
  }

  private static long traffic(Candidate candidate) {
    MemberCounters counters = candidate.counters();
    return counters.bytesToMember() / candidate.weight()
        + counters.bytesFromMember() / candidate.weight();
  }

  private static final class Picking extends ContestPicker {

    private Picking() {
      super(new Contest(ByTraffic::traffic, Credits.none()));
    }

    @Override
    public Candidate pick(PickContext context) {
      lock.lock();
      try {
        contest.exclude(context);
        Candidate leader = contest.leader();
        contest.readmit(context);
        return leader;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void completed(Candidate candidate, Outcome outcome) {
      if (isLimited()) {
        touch(candidate);
      }
    }

    @Override
    public List<Score> scores() {
      return read(() -> contest.loadScores("traffic"));
    }

    @Override
    public Candidate next() {
      return scores().stream()
          .filter(s -> !s.candidate().isFull())
          .min(Comparator.comparingDouble(Score::value))
          .map(Score::candidate)
          .orElse(Candidate.NONE);
    }
  }
}
