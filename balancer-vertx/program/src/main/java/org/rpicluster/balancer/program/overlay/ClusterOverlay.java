package org.rpicluster.balancer.program.overlay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * The changes of operators in one cluster.
 *
 * <p>The later word holds. An edit stands as long as the configuration says what it said when the
 * edit was made; a setting that is then changed in the configuration is the newer word. A member
 * that was removed stays away as long as the configuration has one with its id.
 *
 * <p>O(members) each; immutable.
 *
 * @param strategy another strategy, if it has one
 * @param members by id, those that were added in the order in which they were
 */
public record ClusterOverlay(
    Optional<StrategyOverlay> strategy, Map<String, MemberOverlay> members) {

  /** Nothing has been changed. */
  public static final ClusterOverlay NONE = new ClusterOverlay(Optional.empty(), Map.of());

  /** Copies the map, in its order. */
  public ClusterOverlay {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** What is not the same in another one. */
  ClusterOverlay differingFrom(ClusterOverlay other) {
    Map<String, MemberOverlay> differing = new LinkedHashMap<>(members);
    differing.entrySet().removeIf(each -> each.getValue().equals(other.members.get(each.getKey())));
    boolean same = strategy.equals(other.strategy);
    return new ClusterOverlay(same ? Optional.empty() : strategy, differing);
  }

  /**
   * The cluster as it is with these edits.
   *
   * @param lingers whether a member that was removed, with this id, has something to finish
   */
  public ClusterSettings on(ClusterSettings configured, Predicate<String> lingers) {
    return configured.with(strategyOf(configured), membersOf(configured, lingers));
  }

  /** What was edited, for the log: the strategy, and the members by their ids. */
  public String words() {
    List<String> words = new ArrayList<>(members.keySet());
    strategy.ifPresent(any -> words.add(0, "strategy"));
    return String.join(", ", words);
  }

  /** How members are chosen. */
  public StrategySettings strategyOf(ClusterSettings configured) {
    return strategy.map(StrategyOverlay::edited).orElse(configured.strategy());
  }

  /** The members that belong to the cluster: those that leave do not any more. */
  public List<Member> membersOf(ClusterSettings configured) {
    return membersOf(configured, id -> false);
  }

  /**
   * The members that the cluster has.
   *
   * @param lingers whether one that was removed, with this id, has something to finish
   */
  public List<Member> membersOf(ClusterSettings configured, Predicate<String> lingers) {
    List<Member> all = new ArrayList<>();
    for (Member member : configured.members()) {
      MemberOverlay overlay = members.get(member.id());
      (overlay == null ? Optional.of(member) : on(member, overlay, lingers)).ifPresent(all::add);
    }
    members.forEach(
        (id, overlay) -> {
          if (configured(configured, id).isEmpty()) {
            own(overlay, lingers).ifPresent(all::add);
          }
        });
    return all;
  }

  private static Optional<Member> on(
      Member member, MemberOverlay overlay, Predicate<String> lingers) {
    return overlay instanceof MemberOverlay.Changed changed
        ? Optional.of(changed.edit().on(member))
        : own(overlay, lingers);
  }

  private static Optional<Member> own(MemberOverlay overlay, Predicate<String> lingers) {
    if (overlay instanceof MemberOverlay.Added added) {
      return Optional.of(added.member());
    }
    return isLeaving(overlay, lingers)
        ? Optional.of(leaving(((MemberOverlay.Removed) overlay).member()))
        : Optional.empty();
  }

  /** Whether it is of a member that was removed, and finishes what it has. */
  static boolean isLeaving(@Nullable MemberOverlay overlay, Predicate<String> lingers) {
    return overlay instanceof MemberOverlay.Removed removed
        && !removed.atOnce()
        && lingers.test(removed.member().id());
  }

  private static Member leaving(Member member) {
    boolean enabled = member.state() == AdminState.ENABLED;
    return enabled ? member.but().state(AdminState.DRAINING).build() : member;
  }

  /** The configured member with this id. */
  static Optional<Member> configured(ClusterSettings configured, String id) {
    return configured.members().stream().filter(m -> m.id().equals(id)).findFirst();
  }

  /** The same, but for one member. */
  ClusterOverlay with(String id, Optional<MemberOverlay> overlay) {
    Map<String, MemberOverlay> next = new LinkedHashMap<>(members);
    overlay.ifPresentOrElse(present -> next.put(id, present), () -> next.remove(id));
    return new ClusterOverlay(strategy, next);
  }

  /**
   * What is left of it on top of another configuration.
   *
   * @param news is told what is forgotten, and why
   */
  ClusterOverlay over(ClusterSettings next, Consumer<String> news) {
    Optional<StrategyOverlay> kept =
        strategy.filter(edited -> edited.configured().equals(next.strategy()));
    if (strategy.isPresent() && kept.isEmpty()) {
      news.accept("the configuration has another strategy now, which overtakes the edit");
    }
    ClusterOverlay left = new ClusterOverlay(kept, Map.of());
    for (Map.Entry<String, MemberOverlay> entry : members.entrySet()) {
      String id = entry.getKey();
      // What is announced is no later word: an edit of a member that was found holds.
      Optional<MemberOverlay> overlay =
          next.isFound(id)
              ? Optional.of(entry.getValue())
              : over(entry.getValue(), configured(next, id), id, news);
      left = left.with(id, overlay);
    }
    if (!next.members().isEmpty() && left.membersOf(next).isEmpty()) {
      news.accept("no member would be left: those that were removed are back");
      return left.withoutRemovals();
    }
    return left;
  }

  private ClusterOverlay withoutRemovals() {
    Map<String, MemberOverlay> others = new LinkedHashMap<>(members);
    others.values().removeIf(overlay -> overlay instanceof MemberOverlay.Removed);
    return new ClusterOverlay(strategy, others);
  }

  private static Optional<MemberOverlay> over(
      MemberOverlay overlay, Optional<Member> next, String id, Consumer<String> news) {
    if (overlay instanceof MemberOverlay.Added added) {
      if (added.configured().equals(next)) {
        return Optional.of(added);
      } else if (next.equals(Optional.of(added.member()))) {
        return Optional.empty();
      }
      news.accept(id + ": the configuration has changed it, which overtakes the edit");
      return Optional.empty();
    }
    if (overlay instanceof MemberOverlay.Removed removed && removed.added()) {
      return next.isEmpty() ? Optional.of(overlay) : Optional.empty();
    }
    if (next.isEmpty()) {
      news.accept(id + ": is not in the configuration any more, and its edit is forgotten");
      return Optional.empty();
    }
    return overlay instanceof MemberOverlay.Changed changed
        ? over(changed, next.get(), id, news)
        : Optional.of(overlay);
  }

  private static Optional<MemberOverlay> over(
      MemberOverlay.Changed changed, Member next, String id, Consumer<String> news) {
    for (MemberSetting setting : changed.overtaken(next)) {
      String what = id + ": the configuration has another " + setting + " now";
      news.accept(what + ", which overtakes the edit");
    }
    return changed.over(next);
  }
}
