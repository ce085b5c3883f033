package org.rpicluster.balancer.strategy.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.Options;
import org.rpicluster.balancer.strategy.parts.Slotted;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Draws two candidates by chance and weight, and takes the second if it would clearly answer
 * sooner: by its recent latency, where the peaks count most, times its requests in flight for its
 * weight + 1. It learns who is slow without being told, and leaves a member that has become slow
 * within one answer.
 *
 * <p>O(1) while most candidates have room, O(eligible) otherwise: two random draws, one factor, two
 * exponentials; no shared write per pick, one short lock per member and answer. Reads the
 * balancer's clock twice per request. Members whose latencies are within a factor of {@value
 * #CLEARLY} get shares near their weights. Thread-safe.
 *
 * <p>[1] Twitter Finagle, {@code PeakEwma} and {@code p2c}; E. Jenson, K. Oanta: Beyond Round
 * Robin, Buoyant, 2016. [2] M. Mitzenmacher, 2001: see {@code two-choices}.
 *
 * @param decay after this time a sample counts for 1/e; above zero
 */
public record PeakEwma(Duration decay) implements Strategy {

  /*
   * Where it leaves [1], and why:
   *
   * Weights. A member of five times the weight is meant to have five times as much in flight: its
   * load counts its requests in flight for its weight, not as they are.
   *
   * No starving. Strictly taking the lower of two latencies gives a member that is one per cent
   * slower than all others nothing at all when load is low (Traefik's leasttime, issue 12306). Here
   * the second must be better by a factor drawn anew between 1 and CLEARLY: at equal latencies the
   * first drawn has it, and shares are the weights; between, they shift little by little.
   *
   * Exploring. Fading alone would try a slow member again only after a time that grows with its
   * slowness. One pick in EXPLORE takes the first drawn unseen. Of five members one that hangs then
   * gets 1 / (5 * 32) = 0.6 % of the requests: enough to see it recover, and below the 1 % that a
   * 99th percentile would show.
   *
   * Finite penalty. A member never measured is taken while it is idle; from then until its first
   * answer it counts as UNMEASURED slow, so that it is not flooded meanwhile. This is a number and
   * not infinity, since a cluster in which every member is new must still compare (Finagle's issue 449
   * was an overflow of such a number).
   *
   * Failing fast is not being fast. A failure counts as an answer after FAILED, or after the time it
   * took if that is longer.
   */
  private static final double CLEARLY = 2;
  private static final int EXPLORE = 32;

  /** A second: slow for a member that is well, and forgotten to a millisecond within 7 decays. */
  private static final long UNMEASURED_NANOS = 1_000_000_000L;

  private static final long FAILED_NANOS = 1_000_000_000L;

  /** Finagle's default: many answers of any busy member, and still short for people. */
  private static final Duration DECAY = Duration.ofSeconds(10);

  /** The factors from 1 to {@link #CLEARLY}, in equal ratios. */
  private static final double[] FACTORS = factors(64);

  public PeakEwma {
    Check.argument(!decay.isNegative() && !decay.isZero(), "decay", decay, "more than 0");
    Check.argument(decay.toDays() < 1, "decay", decay, "less than a day");
  }

  public PeakEwma() {
    this(DECAY);
  }

  @Override
  public String name() {
    return "peak-ewma";
  }

  @Override
  public Strategy with(Map<String, String> options) {
    Options.requireKnown(options, "decay");
    String text = options.get("decay");
    return text == null ? this : new PeakEwma(Options.duration("decay", text));
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(decay.toNanos(), ticker, chance);
  }

  private static double[] factors(int steps) {
    double[] factors = new double[steps];
    for (int i = 0; i < steps; i++) {
      factors[i] = Math.pow(CLEARLY, (i + 0.5) / steps);
    }
    return factors;
  }

  private static final class Picking implements Picker {

    private final long decayNanos;
    private final Ticker ticker;
    private final Chance chance;

    private volatile State state = new State(WeightedDraw.EMPTY, Slotted.empty(), 1);

    private record State(WeightedDraw draw, Slotted<Latency> latencies, double meanWeight) {}

    Picking(long decayNanos, Ticker ticker, Chance chance) {
      this.decayNanos = decayNanos;
      this.ticker = ticker;
      this.chance = chance;
    }

    @Override
    public void update(Candidates next) {
      state =
          new State(
              new WeightedDraw(next),
              state.latencies().updated(next, joined -> new Latency(decayNanos)),
              meanWeight(next));
    }

    private static double meanWeight(Candidates candidates) {
      long total = 0;
      for (int i = 0; i < candidates.size(); i++) {
        total += candidates.get(i).weight();
      }
      return candidates.size() == 0 ? 1 : (double) total / candidates.size();
    }

    @Override
    public boolean isTimed() {
      return true;
    }

    @Override
    public Candidate pick(PickContext context) {
      State now = state;
      Candidate first = now.draw().draw(context, chance);
      int bits = (int) chance.nextLong();
      boolean explores = (bits >>> 16) % EXPLORE == 0;
      if (explores || first == Candidate.NONE || now.draw().candidates().size() == 1) {
        return first;
      }
      Candidate second = now.draw().drawOther(context, chance, first);
      if (second == Candidate.NONE) {
        return first;
      }
      double factor = FACTORS[bits & (FACTORS.length - 1)];
      long nowNanos = context.nowNanos();
      return load(now, second, nowNanos) * factor < load(now, first, nowNanos) ? second : first;
    }

    @Override
    public void observed(Candidate candidate, Outcome outcome, long nanos, long nowNanos) {
      @Nullable Latency latency = state.latencies().of(candidate);
      if (latency != null) {
        long sample = outcome.blamesMember() ? Math.max(nanos, FAILED_NANOS) : nanos;
        latency.observe(sample, nowNanos);
      }
    }

    private static double load(State state, Candidate candidate, long nowNanos) {
      double queue = queue(state, candidate);
      @Nullable Latency latency = state.latencies().of(candidate);
      if (latency != null && latency.isKnown(nowNanos)) {
        return latency.nanos(nowNanos) * queue;
      }
      return queue == 1 ? 0 : UNMEASURED_NANOS * queue;
    }

    /** The request to come, and those in flight as a member of mean weight would feel them. */
    private static double queue(State state, Candidate candidate) {
      return 1 + candidate.counters().inFlight() * state.meanWeight() / candidate.weight();
    }

    @Override
    public List<Score> scores() {
      State now = state;
      long nowNanos = ticker.nanos();
      Candidates candidates = now.draw().candidates();
      List<Score> scores = new ArrayList<>(2 * candidates.size());
      for (int i = 0; i < candidates.size(); i++) {
        Candidate candidate = candidates.get(i);
        double load = load(now, candidate, nowNanos);
        double latencyNanos = load / queue(now, candidate);
        scores.add(new Score(candidate, "latencyNanos", latencyNanos));
        scores.add(new Score(candidate, "load", load));
      }
      return scores;
    }
  }
}
