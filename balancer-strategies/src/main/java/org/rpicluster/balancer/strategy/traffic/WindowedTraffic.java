package org.rpicluster.balancer.strategy.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.Options;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.strategy.parts.Slotted;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * {@code bytraffic} with the option {@code window}: takes the candidate that has carried the fewest
 * bytes for its weight lately, each byte counting for less the older it is; among equals any, by
 * chance. One that joins, or comes back, begins with the mean of the others, and one whose weight
 * changes stays level with them, so that it is not given everything until it has caught up.
 *
 * <p>O(eligible) per pick, an exponential for each, and now and then a short lock per member. Reads
 * the balancer's clock twice per request. Not Apache's choice any more, which counts every byte for
 * ever. Thread-safe.
 *
 * <p>[1] E. Cohen, M. J. Strauss, 2006: see {@link FadingTraffic}.
 *
 * @param window after this time a byte counts for 1/e; above zero
 */
public record WindowedTraffic(Duration window) implements Strategy {

  public WindowedTraffic {
    Check.argument(!window.isNegative() && !window.isZero(), "window", window, "more than 0");
    Check.argument(window.toDays() <= 366, "window", window, "a year at most");
  }

  /** From the options of {@code bytraffic}. */
  public static Strategy of(Map<String, String> options) {
    Options.requireKnown(options, "window");
    return new WindowedTraffic(Options.duration("window", options.getOrDefault("window", "")));
  }

  @Override
  public String name() {
    return "bytraffic";
  }

  @Override
  public Strategy with(Map<String, String> options) {
    return options.isEmpty() ? this : of(options);
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(window.toNanos(), ticker, chance);
  }

  private static final class Picking implements Picker {

    private final long windowNanos;
    private final Ticker ticker;
    private final Chance chance;

    private volatile State state = new State(Candidates.EMPTY, Slotted.empty());

    private record State(Candidates candidates, Slotted<FadingTraffic> traffic) {

      double perWeight(Candidate candidate, long nowNanos) {
        @Nullable FadingTraffic fading = traffic.of(candidate);
        return fading == null ? 0 : fading.bytes(nowNanos) / candidate.weight();
      }
    }

    Picking(long windowNanos, Ticker ticker, Chance chance) {
      this.windowNanos = windowNanos;
      this.ticker = ticker;
      this.chance = chance;
    }

    @Override
    public void update(Candidates next) {
      long nowNanos = ticker.nanos();
      State before = state;
      Slotted<FadingTraffic> traffic =
          before.traffic.updated(next, c -> new FadingTraffic(c.counters(), windowNanos, nowNanos));
      Newcomers.level(before.candidates, next, traffic, nowNanos);
      state = new State(next, traffic);
    }

    @Override
    public boolean isTimed() {
      return true;
    }

    @Override
    public Candidate pick(PickContext context) {
      State now = state;
      Candidate best = Candidate.NONE;
      double least = Double.POSITIVE_INFINITY;
      int equals = 0;
      for (int i = 0; i < now.candidates.size(); i++) {
        Candidate candidate = now.candidates.get(i);
        double traffic = now.perWeight(candidate, context.nowNanos());
        if (traffic <= least && WeightedDraw.isOpen(candidate, context)) {
          equals = traffic < least ? 1 : equals + 1;
          least = traffic;
          best = equals == 1 || chance.below(equals) == 0 ? candidate : best;
        }
      }
      return best;
    }

    @Override
    public List<Score> scores() {
      State now = state;
      long nowNanos = ticker.nanos();
      return Scores.of(now.candidates, "bytesPerWeight", c -> 100 * now.perWeight(c, nowNanos));
    }

    @Override
    public Candidate next() {
      return Scores.lowest(scores());
    }
  }
}
