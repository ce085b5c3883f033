package org.rpicluster.balancer.strategy;

import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.pick.HashKey;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.hashing.Rendezvous;
import org.rpicluster.balancer.strategy.latency.PeakEwma;
import org.rpicluster.balancer.strategy.leastload.ByBusyness;
import org.rpicluster.balancer.strategy.leastload.FillFirst;
import org.rpicluster.balancer.strategy.leastload.ShortestExpectedDelay;
import org.rpicluster.balancer.strategy.leastload.TwoChoices;
import org.rpicluster.balancer.strategy.random.RandomDraw;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.traffic.ByTraffic;
import org.rpicluster.balancer.strategy.traffic.WindowedTraffic;

/** The door to all strategies: by factory in code, by name in configurations. Any thread. */
public final class Strategies {

  private Strategies() {}

  /** Members in turn, each as often as its weight says. Apache's default. */
  public static Strategy byRequests() {
    return new ByRequests();
  }

  /** The member that has carried the fewest bytes for its weight. */
  public static Strategy byTraffic() {
    return new ByTraffic();
  }

  /** The member with the fewest requests in flight; {@link #byRequests} among equals. */
  public static Strategy byBusyness() {
    return new ByBusyness();
  }

  /**
   * The member that has carried the fewest bytes for its weight lately; one that joins is not
   * flooded.
   *
   * @param window after this time a byte counts for 1/e; above zero, a year at most
   */
  public static Strategy byTraffic(Duration window) {
    return new WindowedTraffic(window);
  }

  /** The member with the lowest (requests in flight + 1) / weight: weights are speeds. */
  public static Strategy shortestExpectedDelay() {
    return new ShortestExpectedDelay();
  }

  /** Of two members drawn by chance and weight, the one with fewer requests for its weight. */
  public static Strategy twoChoices() {
    return new TwoChoices();
  }

  /** Of two members drawn by chance and weight, the one that has lately answered sooner. */
  public static Strategy peakEwma() {
    return new PeakEwma();
  }

  /**
   * Like {@link #peakEwma()}.
   *
   * @param decay after this time a sample counts for 1/e; above zero, less than a day
   */
  public static Strategy peakEwma(Duration decay) {
    return new PeakEwma(decay);
  }

  /** The same member for the same key: rendezvous hashing, by weight. */
  public static Strategy rendezvous(HashKey key) {
    return new Rendezvous(key, 0);
  }

  /**
   * Like {@link #rendezvous(HashKey)}, but a member that has too much in flight is passed over.
   *
   * @param boundedLoad how many times its share of the requests in flight a member may have, 1 to
   *     10; 1.25 is usual
   */
  public static Strategy rendezvous(HashKey key, double boundedLoad) {
    return new Rendezvous(key, boundedLoad);
  }

  /** Any member, by weight. */
  public static Strategy random() {
    return new RandomDraw();
  }

  /** One member up to its limit of requests in flight, then the next. */
  public static Strategy first() {
    return new FillFirst();
  }

  /**
   * The strategy with this name: one of the names above, or a user's own, found by {@link
   * ServiceLoader}.
   *
   * @throws IllegalArgumentException for an unknown name; the message lists the known ones. Also if
   *     a user's strategy cannot be loaded, or two have one name
   */
  public static Strategy named(String name) {
    // Ours first: a name of ours always means ours, whatever else is there.
    for (Strategy strategy : ours()) {
      if (strategy.name().equals(name)) {
        return strategy;
      }
    }
    TreeMap<String, Strategy> known = known();
    Check.argument(known.containsKey(name), "strategy", name, String.join(", ", known.keySet()));
    return known.get(name);
  }

  /** Every name that {@link #named} knows, sorted. */
  public static List<String> names() {
    return List.copyOf(known().keySet());
  }

  private static TreeMap<String, Strategy> known() {
    TreeMap<String, Strategy> known = new TreeMap<>();
    ours().forEach(strategy -> add(strategy, known));
    try {
      ServiceLoader.load(Strategy.class).forEach(strategy -> add(strategy, known));
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("a strategy cannot be loaded: " + e.getMessage(), e);
    }
    return known;
  }

  private static void add(Strategy strategy, TreeMap<String, Strategy> known) {
    Strategy other = known.putIfAbsent(strategy.name(), strategy);
    Check.argument(other == null, "strategy", strategy.name(), "one strategy with this name");
  }

  private static List<Strategy> ours() {
    return List.of(
        byRequests(),
        byTraffic(),
        byBusyness(),
        shortestExpectedDelay(),
        twoChoices(),
        peakEwma(),
        rendezvous(HashKey.CLIENT),
        random(),
        first());
  }
}
