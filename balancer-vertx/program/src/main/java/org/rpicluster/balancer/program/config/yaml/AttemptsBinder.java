package org.rpicluster.balancer.program.config.yaml;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy.On;
import org.rpicluster.balancer.vertx.proxy.AttemptRows;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** Binds {@code attempts} and {@code queue} of a cluster. Stateless. */
final class AttemptsBinder {

  private static final Keys KEYS = Rows.keys(AttemptRows.KEYS);

  private static final String ON =
      "a list of connect, reset, timeout, and statuses from 500 to 999";

  private AttemptsBinder() {}

  static AttemptSettings bind(YamlMap cluster) {
    QueuePolicy queue = QueueBinder.bind(cluster);
    return cluster
        .find("attempts")
        .flatMap(value -> value.map(KEYS))
        .map(map -> attempts(map, queue))
        .orElse(new AttemptSettings(AttemptPolicy.DEFAULT, RetryBudget.DEFAULT_PERCENT, queue));
  }

  private static AttemptSettings attempts(YamlMap map, QueuePolicy queue) {
    AttemptPolicy rows = Rows.bind(map, AttemptRows.ALL, AttemptPolicy.DEFAULT);
    AttemptPolicy policy = map.find("on").map(value -> on(value, rows)).orElse(rows);
    Optional<Integer> budget = map.find("budget").flatMap(v -> v.read(ValueTypes.percent()));
    return new AttemptSettings(policy, budget.orElse(RetryBudget.DEFAULT_PERCENT), queue);
  }

  private static AttemptPolicy on(YamlValue value, AttemptPolicy policy) {
    Set<On> failures = EnumSet.noneOf(On.class);
    Set<Integer> statuses = new HashSet<>();
    for (YamlValue item : value.list(ON)) {
      if (item.isNumber()) {
        item.whole(500, 999).ifPresent(statuses::add);
      } else {
        item.oneOf(On.class, "500 to 999").ifPresent(failures::add);
      }
    }
    return policy.on(failures, statuses);
  }
}
