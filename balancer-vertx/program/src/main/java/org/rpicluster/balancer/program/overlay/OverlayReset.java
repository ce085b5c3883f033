package org.rpicluster.balancer.program.overlay;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.EditRefused.Reason;

/**
 * Takes back what has been changed in a cluster: all of it, what concerns one member, or one edit.
 * A member that was added leaves then, once nothing is in flight on it. O(members); immutable.
 *
 * @param configured the cluster as its configuration has it
 * @param before what has been changed so far
 * @param lingers whether a member with this id has something to finish
 */
public record OverlayReset(
    ClusterSettings configured, ClusterOverlay before, Predicate<String> lingers) {

  /**
   * Nothing is changed any more, but for members that leave.
   *
   * @throws EditRefused if no member would be left
   */
  public ClusterOverlay cluster() {
    ClusterOverlay next = ClusterOverlay.NONE;
    for (Map.Entry<String, MemberOverlay> member : before.members().entrySet()) {
      next = next.with(member.getKey(), without(member.getKey(), member.getValue()));
    }
    return checked(next);
  }

  /**
   * Nothing is changed of this member any more.
   *
   * @throws EditRefused if there is none, or no member would be left
   */
  public ClusterOverlay member(String id) {
    MemberOverlay overlay = before.members().get(id);
    if (overlay == null && !isConfigured(id)) {
      String expected = "a member of the configuration, or one that was added";
      throw new EditRefused(Reason.UNKNOWN, Check.message("id", id, expected));
    }
    return overlay == null ? before : checked(before.with(id, without(id, overlay)));
  }

  /**
   * One edit is taken back.
   *
   * @param past what had been changed before it
   * @param made what had been changed with it
   * @throws EditRefused if something has changed the same since, or no member would be left
   */
  public ClusterOverlay undo(ClusterOverlay past, ClusterOverlay made) {
    if (!isLast(past, made)) {
      String expected = "one that no later edit and no reload has overtaken";
      throw new EditRefused(Reason.CONFLICT, Check.message("edit", "overtaken", expected));
    }
    boolean same = past.strategy().equals(made.strategy());
    ClusterOverlay next =
        new ClusterOverlay(same ? before.strategy() : past.strategy(), before.members());
    for (String id : touched(past, made)) {
      MemberOverlay then = past.members().get(id);
      MemberOverlay now = before.members().get(id);
      boolean goes = then == null && now != null;
      next = next.with(id, goes ? without(id, now) : Optional.ofNullable(then));
    }
    return checked(next);
  }

  /** Whether nothing has changed since what an edit changed. */
  public boolean isLast(ClusterOverlay past, ClusterOverlay made) {
    boolean strategy =
        past.strategy().equals(made.strategy()) || before.strategy().equals(made.strategy());
    return strategy
        && touched(past, made).stream()
            .allMatch(id -> isAs(made.members().get(id), before.members().get(id)));
  }

  /** One that was added and removed is forgotten once it has left. */
  private static boolean isAs(@Nullable MemberOverlay made, @Nullable MemberOverlay now) {
    boolean forgotten =
        now == null && made instanceof MemberOverlay.Removed removed && removed.added();
    return forgotten || Objects.equals(made, now);
  }

  private static Set<String> touched(ClusterOverlay past, ClusterOverlay made) {
    Set<String> ids = new LinkedHashSet<>(past.members().keySet());
    ids.addAll(made.members().keySet());
    ids.removeIf(id -> Objects.equals(past.members().get(id), made.members().get(id)));
    return ids;
  }

  /**
   * What remains of a member's overlay: that it leaves, if the configuration has no such member.
   */
  private Optional<MemberOverlay> without(String id, MemberOverlay overlay) {
    if (isConfigured(id) || !lingers.test(id)) {
      return Optional.empty();
    }
    return overlay instanceof MemberOverlay.Added added
        ? Optional.of(new MemberOverlay.Removed(added.member(), true, false))
        : Optional.of(overlay);
  }

  private boolean isConfigured(String id) {
    return configured.members().stream().map(Member::id).anyMatch(id::equals);
  }

  private ClusterOverlay checked(ClusterOverlay next) {
    if (next.membersOf(configured).isEmpty()) {
      throw new EditRefused(Reason.CONFLICT, Check.message("members", "none", "1 or more"));
    }
    return next;
  }
}
