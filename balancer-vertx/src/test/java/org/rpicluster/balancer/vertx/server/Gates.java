package org.rpicluster.balancer.vertx.server;

import java.util.function.Consumer;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edge.ConnectionGate;
import org.rpicluster.balancer.vertx.edge.EdgeRules;
import org.rpicluster.balancer.vertx.edge.TurnedAway;

/** Gates for tests, whose minute never ends: each cause is told of once. */
final class Gates {

  private static final Scheduler NEVER = (nanos, task) -> () -> {};

  private Gates() {}

  static ConnectionGate gate(EdgeRules rules) {
    return gate(rules, line -> {});
  }

  static ConnectionGate gate(EdgeRules rules, Consumer<String> turnedAway) {
    return new ConnectionGate(rules, Ticker.system(), new TurnedAway(NEVER, turnedAway));
  }
}
