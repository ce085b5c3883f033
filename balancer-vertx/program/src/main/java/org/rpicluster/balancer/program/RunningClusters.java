package org.rpicluster.balancer.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.ClusterChange;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerStatusJson;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.EditRefused.Reason;
import org.rpicluster.balancer.vertx.proxy.ProxiedCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters that run, by name: what the configuration says of each, and the balancer that has
 * it; and how a balancer becomes what edits say. O(clusters) to find one; written by one thread at
 * a time, read by any.
 */
final class RunningClusters {

  private static final Logger LOG = LoggerFactory.getLogger(RunningClusters.class);

  private volatile @Nullable RunningConfiguration live;
  private volatile FoundMembers found;
  private volatile LimitShare share = LimitShare.WHOLE;

  /**
   * None runs yet.
   *
   * @param found the members that were found before
   */
  RunningClusters(FoundMembers found) {
    this.found = found;
  }

  /** From now on these run. */
  void become(RunningConfiguration next) {
    live = next;
  }

  /** What of their limits is this balancer's. */
  LimitShare share() {
    return share;
  }

  /** From now on this is; a cluster that runs has it once it is brought to what is said of it. */
  void share(LimitShare next) {
    share = next;
  }

  /** The members that were found in them. */
  FoundMembers found() {
    return found;
  }

  /** From now on these are found. */
  void find(FoundMembers next) {
    found = next;
  }

  /**
   * What is left of what was found where clusters are as configured: those that have drained are
   * forgotten, but for those that operators have edited.
   */
  static FoundMembers settled(
      FoundMembers found, List<ClusterSettings> configured, Overlay edited) {
    return found.settled(
        configured,
        Ticker.system().nanos(),
        (cluster, id) -> edited.of(cluster).members().containsKey(id));
  }

  /**
   * What the configuration says of each, with the members that were found; nothing before the first
   * run.
   */
  List<ClusterSettings> settings() {
    RunningConfiguration now = live;
    return now == null
        ? List.of()
        : now.configuration().clusters().stream().map(found::on).toList();
  }

  /** Says how each cluster begins, and in which of them the configuration has been edited. */
  void announce(Overlay overlay) {
    for (ClusterSettings settings : settings()) {
      ClusterOverlay edits = overlay.of(settings.name());
      ClusterFactory.announce(edits.on(settings, id -> false));
      if (!edits.equals(ClusterOverlay.NONE)) {
        LOG.info("cluster {}: edits that go on: {}", settings.name(), edits.words());
      }
    }
  }

  /**
   * What the configuration says of one.
   *
   * @throws EditRefused if there is none of that name
   */
  ClusterSettings configured(String cluster) {
    return settings().stream()
        .filter(settings -> settings.name().equals(cluster))
        .findFirst()
        .orElseThrow(() -> unknown(cluster));
  }

  /**
   * The balancer of one.
   *
   * @throws EditRefused if there is none of that name
   */
  Balancer balancer(String cluster) {
    return find(cluster).orElseThrow(() -> unknown(cluster));
  }

  /** What each balancer has counted and learnt, by cluster. */
  Map<String, Snapshot> learnt() {
    return settings().stream()
        .map(ClusterSettings::name)
        .collect(Collectors.toMap(name -> name, name -> balancer(name).snapshot()));
  }

  private EditRefused unknown(String cluster) {
    String known = settings().stream().map(ClusterSettings::name).collect(Collectors.joining(", "));
    return new EditRefused(Reason.UNKNOWN, Check.message("cluster", cluster, known));
  }

  /** The balancer of one, if there is one of that name. */
  Optional<Balancer> find(String cluster) {
    return Optional.ofNullable(live)
        .flatMap(now -> now.cluster(cluster))
        .map(ProxiedCluster::balancer);
  }

  /**
   * The health of members that are not up, by cluster and member.
   *
   * @param counts whether one of a cluster is wanted
   */
  Map<String, Map<String, String>> unwell(BiPredicate<String, String> counts) {
    Map<String, Map<String, String>> unwell = new TreeMap<>();
    int left = PeerStatusJson.UNWELL_MAX;
    for (ClusterSettings settings : settings()) {
      Map<String, String> members = new TreeMap<>();
      for (Candidate each : balancer(settings.name()).candidates().members()) {
        String id = each.member().id();
        boolean isUp = each.health() instanceof Health.Up;
        if (!isUp && counts.test(settings.name(), id) && left > 0) {
          left--;
          members.put(id, each.health().name());
        }
      }
      if (!members.isEmpty()) {
        unwell.put(settings.name(), members);
      }
    }
    return unwell;
  }

  /** Brings a cluster from what edits have said to what they say now. */
  void bring(ClusterSettings settings, ClusterOverlay before, ClusterOverlay next) {
    Balancer balancer = balancer(settings.name());
    ClusterChange change =
        new ClusterChange()
            .members(share.of(next.membersOf(settings, lingering(balancer))))
            .queue(share.of(settings.attempts().queue()));
    StrategySettings strategy = next.strategyOf(settings);
    if (!strategy.equals(before.strategyOf(settings))) {
      change.strategy(strategy.strategy());
    }
    balancer.change(change);
  }

  /** Whether one of them has a member that is to leave, once its requests are done. */
  boolean isMemberLeaving(Overlay edits) {
    return settings().stream().anyMatch(each -> isMemberLeaving(each, edits));
  }

  private boolean isMemberLeaving(ClusterSettings settings, Overlay edits) {
    Set<String> staying =
        edits.of(settings.name()).membersOf(settings).stream()
            .map(member -> member.id())
            .collect(Collectors.toSet());
    return balancer(settings.name()).candidates().members().stream()
        .anyMatch(candidate -> !staying.contains(candidate.member().id()));
  }

  /** A cluster of a configuration with what was found and edited, and its part of the limits. */
  ClusterSettings asRun(
      ClusterSettings settings,
      FoundMembers known,
      Overlay edits,
      Optional<RunningConfiguration> before) {
    Predicate<String> lingering = lingering(before, settings);
    return share.of(edits.of(settings.name()).on(known.on(settings), lingering));
  }

  /** Whether a member of a cluster, as it runs already, has requests in flight. */
  private static Predicate<String> lingering(
      Optional<RunningConfiguration> before, ClusterSettings settings) {
    Optional<ProxiedCluster> cluster = before.flatMap(live -> live.cluster(settings.name()));
    return cluster.map(standing -> lingering(standing.balancer())).orElse(id -> false);
  }

  /** Whether a member has requests in flight. */
  static Predicate<String> lingering(Balancer balancer) {
    return id ->
        balancer.candidates().members().stream()
            .anyMatch(c -> c.member().id().equals(id) && c.counters().inFlight() > 0);
  }
}
