package org.rpicluster.balancer.benchmarks.own;

import java.util.List;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Peer;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.strategy.Strategies;

/** Every strategy that {@link Strategies} knows by name: a new one races without being told to. */
public final class OwnStrategies implements Peer {

  @Override
  public List<Contender> contenders() {
    return Strategies.names().stream().map(OwnStrategies::contender).toList();
  }

  private static Contender contender(String name) {
    return Contender.weighted(
        name, promise(name), members -> new OwnSelection(Strategies.named(name), members));
  }

  private static Promise promise(String name) {
    return switch (name) {
      case "byrequests" -> Promise.WEIGHTED_ROUND_ROBIN;
      case "bytraffic" -> Promise.LEAST_TRAFFIC;
      case "bybusyness", "shortest-expected-delay" -> Promise.LEAST_REQUESTS;
      case "two-choices" -> Promise.TWO_CHOICES;
      case "peak-ewma" -> Promise.LATENCY;
      case "rendezvous" -> Promise.HASHING;
      case "random" -> Promise.RANDOM;
      case "first" -> Promise.FILL;
      default -> Promise.OTHER;
    };
  }
}
