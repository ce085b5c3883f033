package org.rpicluster.balancer.program.config.yaml;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.vertx.settings.FailureRows;

/** Binds {@code failure} of a cluster. Stateless. */
final class FailureBinder {

  private static final Keys KEYS = Rows.keys(FailureRows.KEYS);

  private static final String STATUSES = "a list of statuses, 100 to 999";

  private FailureBinder() {}

  static FailurePolicy bind(YamlMap cluster) {
    return cluster
        .find("failure")
        .flatMap(value -> value.map(KEYS))
        .map(FailureBinder::policy)
        .orElse(FailurePolicy.DEFAULT);
  }

  private static FailurePolicy policy(YamlMap map) {
    Base base = map.find("policy").flatMap(v -> v.oneOf(Base.class)).orElse(Base.BALANCER);
    FailurePolicy policy = Rows.bind(map, FailureRows.ALL, base.policy);
    Optional<Set<Integer>> statuses = map.find("statuses").map(FailureBinder::statuses);
    return statuses.map(policy::statuses).orElse(policy);
  }

  private static Set<Integer> statuses(YamlValue value) {
    Set<Integer> statuses = new HashSet<>();
    value.list(STATUSES).forEach(item -> item.whole(100, 999).ifPresent(statuses::add));
    return statuses;
  }

  /** What the other keys start from. */
  private enum Base {
    BALANCER(FailurePolicy.DEFAULT),
    APACHE(FailurePolicy.APACHE);

    private final FailurePolicy policy;

    Base(FailurePolicy policy) {
      this.policy = policy;
    }
  }
}
