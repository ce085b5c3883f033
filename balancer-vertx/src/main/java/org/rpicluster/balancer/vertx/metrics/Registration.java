package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The meters in an embedder's registry, for as long as what they are of is there. Names that are
 * taken by another hand stay that hand's. A gauge costs O(members) when it is read. Any thread.
 */
final class Registration {

  /** In no registry. */
  static final Registration NONE = new Registration(null);

  private final @Nullable MetricRegistry registry;

  /** The names in the registry, by cluster and, behind a slash, member. Guarded by this. */
  private final Map<String, Set<String>> names = new HashMap<>();

  Registration(@Nullable MetricRegistry registry) {
    this.registry = registry;
  }

  void cluster(String name, ClusterMeters meters) {
    add(name, MetricRegistry.name("balancer", name), meters::forEach);
  }

  void member(String cluster, String id, Measured measured) {
    add(cluster + "/" + id, prefix(cluster, id), measured.exchanges()::forEach);
  }

  private static String prefix(String cluster, String id) {
    return MetricRegistry.name("balancer", cluster, "members", id);
  }

  private synchronized void add(
      String key, String prefix, Consumer<BiConsumer<String, Metric>> meters) {
    if (registry == null) {
      return;
    }
    Set<String> added = names.computeIfAbsent(key, any -> new HashSet<>());
    meters.accept(
        (name, metric) -> {
          String full = MetricRegistry.name(prefix, name);
          if (!registry.getMetrics().containsKey(full)) {
            registry.register(full, metric);
            added.add(full);
          }
        });
  }

  /** The gauges of a cluster and its members, of which those that have left are taken away. */
  synchronized void follow(Balancer balancer, Set<String> ids) {
    if (registry == null) {
      return;
    }
    String cluster = balancer.name();
    add(cluster, MetricRegistry.name("balancer", cluster), taker -> gauges(balancer, taker));
    ids.forEach(
        id -> add(cluster + "/" + id, prefix(cluster, id), taker -> gauges(balancer, id, taker)));
    String members = cluster + "/";
    forget(key -> key.startsWith(members) && !ids.contains(key.substring(members.length())));
  }

  private static void gauges(Balancer balancer, BiConsumer<String, Metric> taker) {
    taker.accept("waiting", (Gauge<Integer>) balancer::waiting);
    taker.accept("retries", (Gauge<Long>) () -> balancer.retryBudget().retries());
    taker.accept("size", (Gauge<Integer>) () -> balancer.candidates().members().size());
    taker.accept("eligible", (Gauge<Integer>) () -> balancer.candidates().size());
  }

  private static void gauges(Balancer balancer, String id, BiConsumer<String, Metric> taker) {
    taker.accept("picks", of(balancer, id, each -> each.counters().picks()));
    taker.accept("inFlight", of(balancer, id, each -> each.counters().inFlight()));
    taker.accept("failures", of(balancer, id, each -> each.counters().failures()));
    taker.accept("bytesToMember", of(balancer, id, each -> each.counters().bytesToMember()));
    taker.accept("bytesFromMember", of(balancer, id, each -> each.counters().bytesFromMember()));
    taker.accept("eligible", of(balancer, id, each -> each.isEligible() ? 1 : 0));
  }

  private static Gauge<Long> of(Balancer balancer, String id, ToLongFunction<Candidate> fact) {
    return () ->
        balancer.candidates().members().stream()
            .filter(each -> each.member().id().equals(id))
            .mapToLong(fact)
            .findFirst()
            .orElse(0);
  }

  /** Takes away what is of other clusters than these. */
  synchronized void retain(Set<String> clusters) {
    forget(key -> clusters.stream().noneMatch(each -> isOf(key, each)));
  }

  private static boolean isOf(String key, String cluster) {
    return key.equals(cluster) || !cluster.isEmpty() && key.startsWith(cluster + "/");
  }

  private void forget(Predicate<String> isGone) {
    if (registry == null) {
      return;
    }
    names.entrySet().stream()
        .filter(each -> isGone.test(each.getKey()))
        .flatMap(each -> each.getValue().stream())
        .forEach(registry::remove);
    names.keySet().removeIf(isGone);
  }
}
