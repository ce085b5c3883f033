package org.rpicluster.balancer.program.config.yaml;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.limit.RetryBudget;
import org.rpicluster.balancer.program.config.AttemptSettings;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy;
import org.rpicluster.balancer.vertx.proxy.AttemptPolicy.On;

/** Binds {@code attempts} and {@code queue} of a cluster. For one thread and one cluster. */
final class AttemptsBinder {

  private static final Keys KEYS = Keys.of("max", "on", "budget", "bodyBuffer", "perTry", "total");

  private static final String ON =
      "a list of connect, reset, timeout, and statuses from 500 to 999";

  private final YamlMap map;
  private AttemptPolicy policy = AttemptPolicy.DEFAULT;

  private AttemptsBinder(YamlMap map) {
    this.map = map;
  }

  static AttemptSettings bind(YamlMap cluster) {
    QueuePolicy queue = QueueBinder.bind(cluster);
    return cluster
        .find("attempts")
        .flatMap(value -> value.map(KEYS))
        .map(map -> new AttemptsBinder(map).attempts(queue))
        .orElse(new AttemptSettings(AttemptPolicy.DEFAULT, RetryBudget.DEFAULT_PERCENT, queue));
  }

  private AttemptSettings attempts(QueuePolicy queue) {
    set("max", v -> v.whole(1, AttemptPolicy.MAX), AttemptPolicy::max);
    map.find("on").ifPresent(this::on);
    set("bodyBuffer", AttemptsBinder::bodyBuffer, AttemptPolicy::bodyBytesMax);
    set("perTry", AttemptsBinder::deadline, AttemptPolicy::perTry);
    set("total", AttemptsBinder::deadline, AttemptPolicy::total);
    Optional<Integer> budget = map.find("budget").flatMap(v -> v.percent(100));
    return new AttemptSettings(policy, budget.orElse(RetryBudget.DEFAULT_PERCENT), queue);
  }

  private static Optional<Integer> bodyBuffer(YamlValue value) {
    return value.size(0, AttemptPolicy.BODY_BYTES_MAX).map(Long::intValue);
  }

  private static Optional<Optional<Duration>> deadline(YamlValue value) {
    return value.is("none")
        ? Optional.of(Optional.empty())
        : value.positiveDuration().map(Optional::of);
  }

  private void on(YamlValue value) {
    Set<On> failures = EnumSet.noneOf(On.class);
    Set<Integer> statuses = new HashSet<>();
    for (YamlValue item : value.list(ON)) {
      if (item.isNumber()) {
        item.whole(500, 999).ifPresent(statuses::add);
      } else {
        item.oneOf(On.class, "500 to 999").ifPresent(failures::add);
      }
    }
    policy = policy.on(failures, statuses);
  }

  /** Sets one key on a whole policy, so that each wrong one is reported at its own place. */
  private <T> void set(
      String key,
      Function<YamlValue, Optional<T>> reader,
      BiFunction<AttemptPolicy, T, AttemptPolicy> setter) {
    Optional<YamlValue> value = map.find(key);
    value
        .flatMap(reader)
        .flatMap(read -> value.get().made(() -> setter.apply(policy, read)))
        .ifPresent(changed -> policy = changed);
  }
}
