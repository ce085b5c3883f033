package org.rpicluster.balancer.program.kit;

import java.util.function.Consumer;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionLimiter;
import org.rpicluster.balancer.vertx.downstream.listen.ConnectionRules;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;

/** Gates for tests, whose minute never ends: each cause is told of once. */
public final class Gates {

  private static final Scheduler NEVER = (nanos, task) -> () -> {};

  private Gates() {}

  public static ConnectionLimiter gate(ConnectionRules rules) {
    return gate(rules, line -> {});
  }

  public static ConnectionLimiter gate(ConnectionRules rules, Consumer<String> turnedAway) {
    return gate(rules, MemoryAccount.unbounded(), turnedAway);
  }

  public static ConnectionLimiter gate(
      ConnectionRules rules, MemoryAccount memory, Consumer<String> turnedAway) {
    return new ConnectionLimiter(
        rules,
        memory,
        Ticker.system(),
        new RejectedConnections(NEVER, (line, thrown) -> turnedAway.accept(line)));
  }
}
