package org.rpicluster.balancer.program.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.DiscoverySettings;

/**
 * All members that were found, in all clusters. One that is not announced any more drains, and is
 * forgotten after a while; if it is announced again, it is as before. O(members) to change;
 * immutable.
 *
 * @param clusters by name, those of each in the order of their ids
 */
public record FoundMembers(Map<String, List<Found>> clusters) {

  /** None. */
  public static final FoundMembers NONE = new FoundMembers(Map.of());

  /** Copies the map. */
  public FoundMembers {
    clusters = Map.copyOf(clusters);
  }

  /** Those of a cluster. */
  public List<Found> of(String cluster) {
    return clusters.getOrDefault(cluster, List.of());
  }

  /** The cluster with those that were found in it; who is in the configuration was not. */
  public ClusterSettings on(ClusterSettings configured) {
    Set<String> taken = configured.members().stream().map(Member::id).collect(Collectors.toSet());
    List<Member> members = new ArrayList<>();
    Map<String, String> by = new LinkedHashMap<>();
    for (Found found : of(configured.name())) {
      Member member = found.inCluster();
      if (!taken.contains(member.id())) {
        members.add(member);
        by.put(member.id(), found.by());
      }
    }
    return members.isEmpty() ? configured : configured.finding(members, by);
  }

  /**
   * After one source has told all members that it knows of. Who was found by another one already is
   * that one's as long as it announces it.
   */
  public FoundMembers announced(String cluster, String by, List<Member> members, long nowNanos) {
    Map<String, Found> next = new HashMap<>();
    for (Found found : of(cluster)) {
      next.put(found.member().id(), found.by().equals(by) ? found.vanished(nowNanos) : found);
    }
    for (Member member : members) {
      Found known = next.get(member.id());
      if (known == null || known.by().equals(by) || !known.isAnnounced()) {
        next.put(member.id(), Found.announced(member, by));
      }
    }
    return with(cluster, next);
  }

  /**
   * Without those that have drained for as long as they may.
   *
   * @param isEdited whether an operator has edited the member of a cluster with this id: it is kept
   *     for the day on which it is announced again
   */
  public FoundMembers settled(
      List<ClusterSettings> configured, long nowNanos, BiPredicate<String, String> isEdited) {
    FoundMembers next = NONE;
    for (ClusterSettings cluster : configured) {
      Map<String, DiscoverySettings> sources = new HashMap<>();
      cluster.discover().forEach(source -> sources.put(source.name(), source));
      Map<String, Found> kept = new HashMap<>();
      for (Found found : of(cluster.name())) {
        DiscoverySettings source = sources.get(found.by());
        String id = found.member().id();
        if (source != null
            && (isEdited.test(cluster.name(), id) || !isOver(found, source, nowNanos))) {
          kept.put(id, found);
        }
      }
      Predicate<String> isKept = id -> isEdited.test(cluster.name(), id);
      next = next.with(cluster.name(), bounded(kept, sources, nowNanos, isKept));
    }
    return next;
  }

  private static boolean isOver(Found found, DiscoverySettings source, long nowNanos) {
    return !found.isAnnounced() && found.awayNanos(nowNanos) >= source.bounds().leave().toNanos();
  }

  /** As many may drain as may be there; of more, those that vanished first are forgotten. */
  private static Map<String, Found> bounded(
      Map<String, Found> all,
      Map<String, DiscoverySettings> sources,
      long nowNanos,
      Predicate<String> isKept) {
    Map<String, Found> left = new HashMap<>(all);
    sources.forEach(
        (by, source) -> {
          List<Found> vanished =
              all.values().stream()
                  .filter(found -> found.by().equals(by) && !found.isAnnounced())
                  .filter(found -> !isKept.test(found.member().id()))
                  .sorted(Comparator.comparingLong(found -> found.awayNanos(nowNanos)))
                  .toList();
          vanished.stream()
              .skip(source.bounds().max())
              .forEach(found -> left.remove(found.member().id()));
        });
    return left;
  }

  private FoundMembers with(String cluster, Map<String, Found> members) {
    Map<String, List<Found>> next = new HashMap<>(clusters);
    next.remove(cluster);
    if (!members.isEmpty()) {
      Comparator<Found> byId = Comparator.comparing(found -> found.member().id());
      next.put(cluster, members.values().stream().sorted(byId).toList());
    }
    return new FoundMembers(next);
  }

  /** The ids of those that are announced in a cluster. */
  public Set<String> announcedIn(String cluster) {
    Set<String> ids = new HashSet<>();
    of(cluster).stream().filter(Found::isAnnounced).forEach(found -> ids.add(found.member().id()));
    return ids;
  }

  /** Whether one is there that will be forgotten in time. */
  public boolean isAnyVanished() {
    return clusters.values().stream().flatMap(List::stream).anyMatch(each -> !each.isAnnounced());
  }
}
