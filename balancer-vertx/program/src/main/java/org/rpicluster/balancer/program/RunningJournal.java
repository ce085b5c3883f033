package org.rpicluster.balancer.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.MadeEdit;
import org.rpicluster.balancer.program.overlay.MemberOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.overlay.OverlayReset;
import org.rpicluster.balancer.vertx.edit.ClusterDifference;
import org.rpicluster.balancer.vertx.edit.DiscoveryOrigin;
import org.rpicluster.balancer.vertx.edit.EditJournal;
import org.rpicluster.balancer.vertx.edit.EditRecord;
import org.rpicluster.balancer.vertx.edit.MemberDifference;
import org.rpicluster.balancer.vertx.edit.MemberDifference.Departure;

/**
 * The edits of operators, as the manager shows them: read from values that never change, so that it
 * waits for no edit and no reload. O(members); any thread.
 */
final class RunningJournal implements EditJournal {

  private final EditHistory history;
  private final Supplier<Overlay> overlay;
  private final RunningClusters clusters;

  /**
   * Of a program that runs.
   *
   * @param overlay what is changed now
   * @param clusters as the configuration has them now, with what was found in them
   */
  RunningJournal(EditHistory history, Supplier<Overlay> overlay, RunningClusters clusters) {
    this.history = history;
    this.overlay = overlay;
    this.clusters = clusters;
  }

  @Override
  public List<EditRecord> latest() {
    return history.latest().stream().map(this::shown).toList();
  }

  private EditRecord shown(MadeEdit made) {
    return new EditRecord(
        made.number(),
        made.time(),
        made.who(),
        made.cluster(),
        made.member(),
        made.what(),
        isUndoable(made));
  }

  private boolean isUndoable(MadeEdit made) {
    ClusterOverlay now = overlay.get().of(made.cluster());
    return !made.past().equals(made.overlay())
        && settings(made.cluster())
            .filter(
                of -> new OverlayReset(of, now, id -> false).isLast(made.past(), made.overlay()))
            .isPresent();
  }

  @Override
  public ClusterDifference differenceOf(String cluster) {
    ClusterOverlay edits = overlay.get().of(cluster);
    return settings(cluster)
        .map(settings -> difference(settings, edits))
        .orElse(ClusterDifference.NONE);
  }

  @Override
  public Map<String, DiscoveryOrigin> foundIn(String cluster) {
    Set<String> announced = clusters.found().announcedIn(cluster);
    Map<String, DiscoveryOrigin> found = new HashMap<>();
    settings(cluster)
        .map(ClusterSettings::found)
        .orElse(Map.of())
        .forEach((id, by) -> found.put(id, new DiscoveryOrigin(by, announced.contains(id))));
    return found;
  }

  private static ClusterDifference difference(ClusterSettings settings, ClusterOverlay edits) {
    List<MemberDifference> members = new ArrayList<>();
    for (Map.Entry<String, MemberOverlay> edited : edits.members().entrySet()) {
      Optional<Member> configured =
          settings.members().stream().filter(m -> m.id().equals(edited.getKey())).findFirst();
      members.add(difference(edited.getValue(), configured));
    }
    return new ClusterDifference(
        edits.strategy().map(any -> inWords(settings.strategy())), members);
  }

  private static MemberDifference difference(MemberOverlay overlay, Optional<Member> configured) {
    if (overlay instanceof MemberOverlay.Changed changed) {
      Member member = changed.edit().on(changed.configured());
      return new MemberDifference(Departure.CHANGED, member, configured);
    }
    return overlay instanceof MemberOverlay.Added added
        ? new MemberDifference(Departure.ADDED, added.member(), configured)
        : new MemberDifference(
            Departure.REMOVED, ((MemberOverlay.Removed) overlay).member(), configured);
  }

  private static String inWords(StrategySettings strategy) {
    return strategy.options().isEmpty()
        ? strategy.name()
        : strategy.name() + " " + strategy.options();
  }

  private Optional<ClusterSettings> settings(String cluster) {
    return clusters.settings().stream().filter(each -> each.name().equals(cluster)).findFirst();
  }
}
