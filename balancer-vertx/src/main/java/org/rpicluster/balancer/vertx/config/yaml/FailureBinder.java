package org.rpicluster.balancer.vertx.config.yaml;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.health.FailurePolicy;

/** Binds {@code failure} of a cluster. Stateless. */
final class FailureBinder {

  private static final Keys KEYS = Keys.of("failures", "retry", "statuses", "timeouts");
  private static final String STATUSES = "a list of statuses, 100 to 599";

  private FailureBinder() {}

  static FailurePolicy bind(YamlMap cluster) {
    return cluster
        .find("failure")
        .flatMap(value -> value.map(KEYS))
        .map(FailureBinder::policy)
        .orElse(FailurePolicy.DEFAULT);
  }

  private static FailurePolicy policy(YamlMap map) {
    FailurePolicy unless = FailurePolicy.DEFAULT;
    Optional<Integer> failures = map.find("failures").flatMap(v -> v.whole(1, Integer.MAX_VALUE));
    Optional<Duration> retry = map.find("retry").flatMap(YamlValue::duration);
    Optional<Set<Integer>> statuses = map.find("statuses").map(FailureBinder::statuses);
    Optional<Boolean> timeouts = map.find("timeouts").flatMap(YamlValue::flag);
    return new FailurePolicy(
        failures.orElse(unless.failures()),
        retry.orElse(unless.retry()),
        statuses.orElse(unless.statuses()),
        timeouts.orElse(unless.timeouts()));
  }

  private static Set<Integer> statuses(YamlValue value) {
    List<YamlValue> items = value.list(STATUSES);
    Set<Integer> statuses = new HashSet<>();
    items.forEach(item -> item.whole(100, 599).ifPresent(statuses::add));
    return statuses;
  }
}
