package org.rpicluster.balancer.program.overlay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.rpicluster.balancer.program.config.ClusterSettings;

/**
 * All that operators have changed. Immutable; an edit makes another one.
 *
 * @param clusters by name; those in which nothing has been changed are left out
 */
public record Overlay(Map<String, ClusterOverlay> clusters) {

  /** Nothing has been changed. */
  public static final Overlay NONE = new Overlay(Map.of());

  /** Copies the map. */
  public Overlay {
    clusters = Map.copyOf(clusters);
  }

  /** What has been changed in a cluster. */
  public ClusterOverlay of(String cluster) {
    return clusters.getOrDefault(cluster, ClusterOverlay.NONE);
  }

  /** The same, but for one cluster. */
  public Overlay with(String cluster, ClusterOverlay overlay) {
    Map<String, ClusterOverlay> next = new LinkedHashMap<>(clusters);
    if (overlay.equals(ClusterOverlay.NONE)) {
      next.remove(cluster);
    } else {
      next.put(cluster, overlay);
    }
    return new Overlay(next);
  }

  /**
   * What is left of it on top of another configuration.
   *
   * @param configured the clusters of that one; what was changed in others is forgotten
   * @param news is told what is forgotten, and why
   */
  public Overlay over(List<ClusterSettings> configured, Consumer<String> news) {
    Overlay next = NONE;
    for (ClusterSettings settings : configured) {
      String name = settings.name();
      Consumer<String> of = what -> news.accept("cluster " + name + ": " + what);
      next = next.with(name, of(name).over(settings, of));
    }
    for (String name : clusters.keySet()) {
      if (configured.stream().noneMatch(settings -> settings.name().equals(name))) {
        news.accept("cluster " + name + ": is gone, and what was edited in it is forgotten");
      }
    }
    return next;
  }
}
