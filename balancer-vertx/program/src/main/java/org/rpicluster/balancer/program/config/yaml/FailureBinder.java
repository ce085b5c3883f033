package org.rpicluster.balancer.program.config.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.ForcedRecovery;

/** Binds {@code failure} of a cluster. For one thread and one cluster. */
final class FailureBinder {

  private static final Keys KEYS =
      Keys.of(
          "policy",
          "failures",
          "connectFailures",
          "errors",
          "retry",
          "retryMax",
          "statuses",
          "timeouts",
          "ejectMax",
          "slowStart",
          "panic");

  private static final String STATUSES = "a list of statuses, 100 to 999";

  private static final int NO_ERRORS = 0;

  private final YamlMap map;
  private FailurePolicy policy;

  private FailureBinder(YamlMap map, FailurePolicy policy) {
    this.map = map;
    this.policy = policy;
  }

  static FailurePolicy bind(YamlMap cluster) {
    return cluster
        .find("failure")
        .flatMap(value -> value.map(KEYS))
        .map(FailureBinder::policy)
        .orElse(FailurePolicy.DEFAULT);
  }

  private static FailurePolicy policy(YamlMap map) {
    Base base = map.find("policy").flatMap(v -> v.oneOf(Base.class)).orElse(Base.BALANCER);
    FailureBinder binder = new FailureBinder(map, base.policy);
    binder.detection();
    binder.recovery();
    return binder.policy;
  }

  private void detection() {
    set("failures", v -> v.whole(1, Integer.MAX_VALUE), FailurePolicy::failures);
    set("connectFailures", v -> v.whole(1, Integer.MAX_VALUE), FailurePolicy::connectFailures);
    set("errors", FailureBinder::errors, FailureBinder::errors);
    set("statuses", v -> Optional.of(statuses(v)), FailurePolicy::statuses);
    set("timeouts", YamlValue::flag, FailurePolicy::timeouts);
    set("ejectMax", v -> v.percent(100), FailurePolicy::ejectPercentMax);
  }

  private static Optional<Integer> errors(YamlValue value) {
    return value.is("none") ? Optional.of(NO_ERRORS) : value.whole(1, Integer.MAX_VALUE);
  }

  private static FailurePolicy errors(FailurePolicy policy, int errors) {
    return errors == NO_ERRORS ? policy.noErrors() : policy.errors(errors);
  }

  private void recovery() {
    set("retry", YamlValue::duration, FailurePolicy::retry);
    set("retryMax", YamlValue::duration, FailurePolicy::retryMax);
    set("slowStart", YamlValue::duration, FailurePolicy::slowStart);
    set("panic", YamlValue::flag, FailureBinder::panic);
  }

  private static FailurePolicy panic(FailurePolicy policy, boolean panic) {
    return panic ? policy : policy.forced(ForcedRecovery.NEVER);
  }

  /** Sets one key on a whole policy, so that each wrong one is reported at its own place. */
  private <T> void set(
      String key,
      Function<YamlValue, Optional<T>> reader,
      BiFunction<FailurePolicy, T, FailurePolicy> setter) {
    Optional<YamlValue> value = map.find(key);
    value
        .flatMap(reader)
        .flatMap(read -> value.get().made(() -> setter.apply(policy, read)))
        .ifPresent(changed -> policy = changed);
  }

  private static Set<Integer> statuses(YamlValue value) {
    List<YamlValue> items = value.list(STATUSES);
    Set<Integer> statuses = new HashSet<>();
    items.forEach(item -> item.whole(100, 999).ifPresent(statuses::add));
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
