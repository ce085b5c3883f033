package org.rpicluster.balancer.strategy.hashing;

import java.util.Arrays;
import java.util.Comparator;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.KeyHash;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.strategy.parts.WeightedDraw;

/**
 * The eligible candidates as they bid for keys in {@link Rendezvous}, those of one weight together:
 * among equals the highest hash wins, so only the winner of each weight has to be scaled.
 * Immutable; any thread.
 */
final class Bidders {

  /** A hash has 53 bits here: as many as a double holds. */
  private static final double ONE = 0x1p53;

  private final Candidates candidates;
  private final Candidate[] byWeight;
  private final long[] idHashes;
  private final double weightTotal;

  Bidders(Candidates candidates) {
    this.candidates = candidates;
    byWeight = new Candidate[candidates.size()];
    Arrays.setAll(byWeight, candidates::get);
    Arrays.sort(byWeight, Comparator.comparingInt(Candidate::weight));
    idHashes = Arrays.stream(byWeight).mapToLong(c -> KeyHash.of(c.member().id())).toArray();
    weightTotal = Arrays.stream(byWeight).mapToLong(Candidate::weight).sum();
  }

  Candidates candidates() {
    return candidates;
  }

  /** The requests in flight on all of them, and the one to come, for each hundredth of weight. */
  double inFlightWithNextPerWeight() {
    long inFlight = 1;
    for (Candidate candidate : byWeight) {
      inFlight += candidate.counters().inFlight();
    }
    return inFlight / weightTotal;
  }

  /**
   * The winner of a key among those who may be had and have fewer than {@code inFlightPerWeight}
   * requests in flight for each hundredth of weight, or {@link Candidate#NONE}.
   */
  Candidate winner(long key, PickContext context, double inFlightPerWeight) {
    Candidate winner = Candidate.NONE;
    double lowestPrice = Double.POSITIVE_INFINITY;
    int next = 0;
    while (next < byWeight.length) {
      int weight = byWeight[next].weight();
      Candidate best = Candidate.NONE;
      long bestHash = -1;
      for (; next < byWeight.length && byWeight[next].weight() == weight; next++) {
        long hash = KeyHash.mix(key ^ idHashes[next]) >>> 11;
        if (hash > bestHash && mayHave(byWeight[next], context, inFlightPerWeight)) {
          best = byWeight[next];
          bestHash = hash;
        }
      }
      // An exponential variable with its weight as rate: the lowest wins in proportion to the
      // rates.
      double price = -Math.log((bestHash + 1) / ONE) / weight;
      if (best != Candidate.NONE && price < lowestPrice) {
        winner = best;
        lowestPrice = price;
      }
    }
    return winner;
  }

  private static boolean mayHave(
      Candidate candidate, PickContext context, double inFlightPerWeight) {
    return candidate.counters().inFlight() < inFlightPerWeight * candidate.weight()
        && WeightedDraw.isOpen(candidate, context);
  }
}
