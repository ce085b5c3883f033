package org.rpicluster.balancer.program.overlay;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.vertx.edit.Edit;
import org.rpicluster.balancer.vertx.edit.EditRefused;
import org.rpicluster.balancer.vertx.edit.EditRefused.Reason;
import org.rpicluster.balancer.vertx.edit.MemberValues;

/**
 * Adds one edit to what has been changed in a cluster. O(members); immutable.
 *
 * @param configured the cluster as its configuration has it
 * @param before what has been changed so far
 * @param lingers whether a member that was removed, with this id, has something to finish
 */
public record OverlayUpdate(
    ClusterSettings configured, ClusterOverlay before, Predicate<String> lingers) {

  /** More than any cluster has: a script that adds members in a loop is stopped somewhere. */
  private static final int MEMBERS_MAX = 10_000;

  /**
   * With an edit.
   *
   * @throws EditRefused if it does not go with how the cluster is
   */
  public ClusterOverlay with(Edit edit) {
    if (edit instanceof Edit.ChangeStrategy change) {
      return strategy(new StrategySettings(change.name(), change.options()));
    } else if (edit instanceof Edit.ChangeMember change) {
      return change(change.id(), change.edit());
    } else if (edit instanceof Edit.AddMember add) {
      return add(add.member());
    } else if (edit instanceof Edit.RemoveMember remove) {
      return remove(remove.id());
    } else if (edit instanceof Edit.RecoverMember recover) {
      staying(recover.id());
    } else if (edit instanceof Edit.ResetMember reset) {
      return new OverlayReset(configured, before, lingers).member(reset.id());
    } else if (edit instanceof Edit.ResetCluster) {
      return new OverlayReset(configured, before, lingers).cluster();
    }
    return before;
  }

  private ClusterOverlay strategy(StrategySettings edited) {
    StrategyOverlay overlay = new StrategyOverlay(configured.strategy(), edited);
    boolean same = overlay.edited().equals(overlay.configured());
    return new ClusterOverlay(same ? Optional.empty() : Optional.of(overlay), before.members());
  }

  private ClusterOverlay change(String id, MemberValues edit) {
    Member now = staying(id);
    MemberOverlay overlay = before.members().get(id);
    if (overlay instanceof MemberOverlay.Added added) {
      return before.with(
          id, Optional.of(new MemberOverlay.Added(added.configured(), edit.on(now))));
    }
    MemberValues all =
        overlay instanceof MemberOverlay.Changed changed ? changed.edit().then(edit) : edit;
    Member member = ClusterOverlay.configured(configured, id).orElseThrow();
    return before.with(
        id,
        configured.isFound(id)
            ? Optional.of(MemberOverlay.Changed.holding(member, all))
            : MemberOverlay.Changed.of(member, all));
  }

  private ClusterOverlay add(Member member) {
    String id = member.id();
    List<Member> members = before.membersOf(configured);
    boolean taken = isAmong(members, id);
    if (taken || isLeaving(id)) {
      String expected = taken ? "an id that no member has" : "another id until that one has left";
      throw new EditRefused(Reason.CONFLICT, Check.message("id", id, expected));
    }
    if (members.size() >= MEMBERS_MAX) {
      throw conflict("members", members.size() + 1, "at most " + MEMBERS_MAX);
    }
    Optional<Member> replaced = ClusterOverlay.configured(configured, id);
    // Taken out first: it is the last now.
    ClusterOverlay without = tidied().with(id, Optional.empty());
    return replaced.equals(Optional.of(member))
        ? without
        : without.with(id, Optional.of(new MemberOverlay.Added(replaced, member)));
  }

  private ClusterOverlay remove(String id) {
    MemberOverlay overlay = before.members().get(id);
    if (overlay instanceof MemberOverlay.Removed removed && isLeaving(id)) {
      return before.with(
          id, Optional.of(new MemberOverlay.Removed(removed.member(), removed.added(), true)));
    }
    Member leaving = staying(id);
    boolean added = ClusterOverlay.configured(configured, id).isEmpty();
    if (before.membersOf(configured).size() == 1) {
      throw conflict("members", "none", "1 or more: " + id + " is the last");
    }
    return tidied().with(id, Optional.of(new MemberOverlay.Removed(leaving, added, false)));
  }

  /** Forgets those who were added and removed, and have left. */
  private ClusterOverlay tidied() {
    ClusterOverlay next = before;
    for (String id : before.members().keySet()) {
      boolean removed = before.members().get(id) instanceof MemberOverlay.Removed;
      if (removed && !lingers.test(id) && ClusterOverlay.configured(configured, id).isEmpty()) {
        next = next.with(id, Optional.empty());
      }
    }
    return next;
  }

  private Member staying(String id) {
    List<Member> members = before.membersOf(configured);
    Optional<Member> found = members.stream().filter(m -> m.id().equals(id)).findFirst();
    if (found.isEmpty() && isLeaving(id)) {
      throw conflict("id", id, "a member that is not leaving");
    }
    return found.orElseThrow(() -> unknown(id, members));
  }

  private boolean isLeaving(String id) {
    return ClusterOverlay.isLeaving(before.members().get(id), lingers);
  }

  private static boolean isAmong(List<Member> members, String id) {
    return members.stream().anyMatch(member -> member.id().equals(id));
  }

  private static EditRefused conflict(String name, Object value, String expected) {
    return new EditRefused(Reason.CONFLICT, Check.message(name, value, expected));
  }

  private static EditRefused unknown(String id, List<Member> members) {
    String known = members.stream().map(Member::id).collect(Collectors.joining(", "));
    return new EditRefused(Reason.UNKNOWN, Check.message("id", id, known));
  }
}
