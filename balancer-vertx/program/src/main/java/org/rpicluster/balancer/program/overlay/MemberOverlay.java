package org.rpicluster.balancer.program.overlay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/** The changes of operators to one member. Immutable. */
public sealed interface MemberOverlay {

  /**
   * A configured member has other settings.
   *
   * @param configured as the configuration has it
   * @param edit in what it differs
   */
  record Changed(Member configured, MemberValues edit) implements MemberOverlay {

    /** Of a member; nothing if the edit says what the configuration says already. */
    static Optional<MemberOverlay> of(Member configured, MemberValues edit) {
      Set<MemberSetting> settings =
          edit.settings().stream()
              .filter(setting -> !setting.isSame(edit.values(), configured))
              .collect(Collectors.toUnmodifiableSet());
      return settings.isEmpty()
          ? Optional.empty()
          : Optional.of(new Changed(configured, new MemberValues(settings, edit.on(configured))));
    }

    /**
     * Of a member that was found: also what is announced as well at this moment, as it may be
     * announced otherwise at the next.
     */
    static MemberOverlay holding(Member found, MemberValues edit) {
      return new Changed(found, new MemberValues(edit.settings(), edit.on(found)));
    }

    /** The settings of which another configuration says something new, and not the same. */
    List<MemberSetting> overtaken(Member next) {
      return edit.settings().stream()
          .filter(setting -> !setting.isSame(configured, next))
          .filter(setting -> !setting.isSame(edit.values(), next))
          .sorted()
          .toList();
    }

    /** What is left on top of another configuration. */
    Optional<MemberOverlay> over(Member next) {
      Set<MemberSetting> left =
          edit.settings().stream()
              .filter(setting -> setting.isSame(configured, next))
              .collect(Collectors.toUnmodifiableSet());
      return of(next, new MemberValues(left, edit.values()));
    }
  }

  /**
   * A member has been added.
   *
   * @param configured the configured one in whose place it is, if there is one with its id
   * @param member who it is
   */
  record Added(Optional<Member> configured, Member member) implements MemberOverlay {}

  /**
   * A member has been removed: it drains, and leaves when nothing is in flight on it.
   *
   * @param member as it was then
   * @param added whether the configuration did not have it: if it has it one day, it is its word
   * @param atOnce whether it leaves without finishing what is in flight on it
   */
  record Removed(Member member, boolean added, boolean atOnce) implements MemberOverlay {}
}
