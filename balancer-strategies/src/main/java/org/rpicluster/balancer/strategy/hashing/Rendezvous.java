package org.rpicluster.balancer.strategy.hashing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Score;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.Options;
import org.rpicluster.balancer.strategy.parts.Scores;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Sends requests with the same key to the same member: every candidate bids a hash of the key and
 * its own id, scaled by its weight [1][2], and the highest bid has it. When a member leaves only
 * its keys move; when one joins, only the keys that it gets; when a weight changes, only the
 * difference. A request without a key goes to any member, by weight.
 *
 * <p>O(eligible): a few nanoseconds for each, plus a logarithm for each different weight; no shared
 * write. Exact for each key, and the same on every balancer with the same members; shares of keys
 * are the weights, in the mean. Thread-safe.
 *
 * <p>With a bounded load c, a member that has c times its share of the requests in flight is passed
 * over for the next in the key's own order [3]: a hot key spreads to few members, always the same.
 *
 * <p>[1] D. G. Thaler, C. V. Ravishankar: Using Name-Based Mappings to Increase Hit Rates, IEEE/ACM
 * ToN 6(1), 1998, doi:10.1109/90.663936. [2] C. Schindelhauer, G. Schomaker: Weighted Distributed
 * Hash Tables, SPAA 2005, doi:10.1145/1073970.1074008. [3] V. Mirrokni, M. Thorup, M.
 * Zadimoghaddam: Consistent Hashing with Bounded Loads, SODA 2018, doi:10.1137/1.9781611975031.39.
 *
 * @param key the part of the request to hash
 * @param boundedLoad how much more than its share of the requests in flight a member may have: 1 to
 *     10; 0 for no bound
 */
public record Rendezvous(HashKey key, double boundedLoad) implements Strategy {

  private static final String BOUNDS = "1 to 10, or 0 for no bound";

  public Rendezvous {
    boolean good = boundedLoad == 0 || boundedLoad >= 1 && boundedLoad <= 10;
    Check.argument(good, "boundedLoad", boundedLoad, BOUNDS);
  }

  @Override
  public String name() {
    return "rendezvous";
  }

  @Override
  public Strategy with(Map<String, String> options) {
    Options.requireKnown(options, "key", "boundedLoad");
    String keyText = options.get("key");
    String boundText = options.get("boundedLoad");
    return new Rendezvous(
        keyText == null ? key : HashKey.parse(keyText),
        boundText == null ? boundedLoad : Options.decimal("boundedLoad", boundText, BOUNDS));
  }

  @Override
  public Optional<HashKey> hashKey() {
    return Optional.of(key);
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new Picking(boundedLoad, chance);
  }

  private static final class Picking implements Picker {

    private final double boundedLoad;
    private final Chance chance;
    private volatile Bidders bidders = new Bidders(Candidates.EMPTY);

    Picking(double boundedLoad, Chance chance) {
      this.boundedLoad = boundedLoad;
      this.chance = chance;
    }

    @Override
    public void update(Candidates next) {
      bidders = new Bidders(next);
    }

    @Override
    public Candidate pick(PickContext context) {
      Bidders now = bidders;
      // Any key will do for a request that has none: bids are won in proportion to the weights.
      long key = context.hasHashKey() ? context.hashKey() : chance.nextLong();
      if (boundedLoad != 0) {
        double perWeight = boundedLoad * now.inFlightWithNextPerWeight();
        Candidate withinBound = now.winner(key, context, perWeight);
        if (withinBound != Candidate.NONE) {
          return withinBound;
        }
      }
      return now.winner(key, context, Double.POSITIVE_INFINITY);
    }

    @Override
    public List<Score> scores() {
      return Scores.shares(bidders.candidates());
    }
  }
}
