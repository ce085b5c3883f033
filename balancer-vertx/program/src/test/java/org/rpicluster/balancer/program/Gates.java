package org.rpicluster.balancer.program;

import java.util.function.Consumer;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionGate;
import org.rpicluster.balancer.vertx.downstream.listen.EdgeRules;
import org.rpicluster.balancer.vertx.downstream.listen.TurnedAway;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** Gates for tests, whose minute never ends: each cause is told of once. */
final class Gates {

  private static final Scheduler NEVER = (nanos, task) -> () -> {};

  private Gates() {}

  static ConnectionGate gate(EdgeRules rules) {
    return gate(rules, line -> {});
  }

  static ConnectionGate gate(EdgeRules rules, Consumer<String> turnedAway) {
    return gate(rules, MemoryAccount.unbounded(), turnedAway);
  }

  static ConnectionGate gate(EdgeRules rules, MemoryAccount memory, Consumer<String> turnedAway) {
    return new ConnectionGate(
        rules,
        memory,
        Ticker.system(),
        new TurnedAway(NEVER, (line, thrown) -> turnedAway.accept(line)));
  }
}
