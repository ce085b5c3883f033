package org.rpicluster.balancer.vertx.metrics;

import com.codahale.metrics.MetricRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.vertx.proxy.ExchangeObserver;
import org.rpicluster.balancer.vertx.proxy.ExchangeSummary;

/**
 * Counts every exchange of a proxy, by cluster and by member, in counters and histograms of
 * Dropwizard's: statuses by class, latencies, bytes, attempts, how exchanges ended. Hand it to a
 * proxy as its observer; {@link PrometheusText} shows it.
 *
 * <p>An exchange costs two look-ups and some fifteen atomic additions, and no object; a cluster or
 * a member about 7 KB, which are free again when it has left. Any thread.
 */
public final class ProxyMetrics implements ExchangeObserver, AutoCloseable {

  /** Members that no exchange was with have meters as well, up to so many: 3.5 MB. */
  static final int MEMBERS_MAX = 500;

  /** The name of the cluster of exchanges that never got to one. */
  static final String NO_CLUSTER = "";

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, ClusterMeters> clusters = new ConcurrentHashMap<>();
  private final List<MetricsSource> others = new CopyOnWriteArrayList<>();
  private final Registration registration;
  private Supplier<List<Balancer>> balancers = List::of;
  private Scheduler.@Nullable Timer timer;
  private boolean closed;

  private ProxyMetrics(Registration registration) {
    this.registration = registration;
  }

  /** Meters of its own. */
  public static ProxyMetrics create() {
    return new ProxyMetrics(Registration.NONE);
  }

  /**
   * Meters that are registered as {@code balancer.CLUSTER.…} and {@code
   * balancer.CLUSTER.members.ID.…} as long as those are there.
   */
  public static ProxyMetrics in(MetricRegistry registry) {
    return new ProxyMetrics(new Registration(registry));
  }

  /** Counts an exchange. On its event loop. */
  @Override
  public void settled(ExchangeSummary summary) {
    cluster(summary.cluster()).settled(summary);
  }

  private ClusterMeters cluster(String name) {
    ClusterMeters known = clusters.get(name);
    return known == null ? clusters.computeIfAbsent(name, this::newCluster) : known;
  }

  private ClusterMeters newCluster(String name) {
    ClusterMeters made = new ClusterMeters(id -> newMember(name, id));
    registration.cluster(name, made);
    return made;
  }

  private Measured newMember(String cluster, String id) {
    Measured made = new Measured();
    registration.member(cluster, id, made);
    return made;
  }

  /**
   * From now on looks each second at these clusters: for rates and charts, and to forget what is no
   * more.
   *
   * @param now the clusters there are now; asked on the scheduler's thread
   */
  public synchronized void follow(Supplier<List<Balancer>> now, Scheduler scheduler) {
    balancers = now;
    lookLater(scheduler);
  }

  private synchronized void lookLater(Scheduler scheduler) {
    if (!closed) {
      timer =
          scheduler.schedule(
              LOOK_NANOS,
              () -> {
                try {
                  look();
                } finally {
                  lookLater(scheduler);
                }
              });
    }
  }

  private void look() {
    others.forEach(MetricsSource::look);
    Set<String> names = new HashSet<>(Set.of(NO_CLUSTER));
    for (Balancer balancer : balancers()) {
      names.add(balancer.name());
      Set<String> ids =
          balancer.candidates().members().stream()
              .map(candidate -> candidate.member().id())
              .collect(Collectors.toSet());
      ClusterMeters cluster = cluster(balancer.name());
      registration.follow(balancer, ids);
      ids.stream().limit(MEMBERS_MAX).forEach(cluster::member);
      cluster.look(ids);
    }
    clusters.keySet().retainAll(names);
    registration.retain(names);
  }

  /** Shows this with it: connections, memory, certificates. */
  public void also(MetricsSource source) {
    others.add(source);
  }

  /** What was measured of all exchanges of a cluster. */
  public Optional<Measured> cluster(Balancer balancer) {
    return Optional.ofNullable(clusters.get(balancer.name())).map(ClusterMeters::all);
  }

  /** Where the last exchanges of a cluster went, the newest first. */
  public List<Decision> decisions(Balancer balancer) {
    ClusterMeters meters = clusters.get(balancer.name());
    return meters == null ? List.of() : meters.decisions();
  }

  /** What was measured of those with one member. */
  public Optional<Measured> member(Balancer balancer, String id) {
    return Optional.ofNullable(clusters.get(balancer.name())).map(each -> each.standing(id));
  }

  synchronized List<Balancer> balancers() {
    return balancers.get();
  }

  Map<String, ClusterMeters> clusters() {
    return clusters;
  }

  List<Reading> others() {
    return others.stream().flatMap(each -> each.readings().stream()).toList();
  }

  /** Connections of clients now, if any source knows of them. */
  public OptionalLong connections() {
    return others.stream()
        .map(MetricsSource::connections)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /** Looks no more; what comes is still counted. */
  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    registration.retain(Set.of());
  }
}
