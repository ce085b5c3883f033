package org.rpicluster.balancer.vertx.edit;

import java.util.EnumSet;
import java.util.Set;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * New values for some settings of a member: all of them, or none. Immutable.
 *
 * @param settings which
 * @param values a member that has the new values; whatever else it has counts for nothing
 */
public record MemberValues(Set<MemberSetting> settings, Member values) {

  /** Copies the set. */
  public MemberValues {
    settings = Set.copyOf(settings);
  }

  /** A member with these values. */
  public Member on(Member member) {
    Member edited = member;
    for (MemberSetting setting : settings) {
      edited = setting.copy(values, edited);
    }
    return edited;
  }

  /** This one, and then a later one. */
  public MemberValues then(MemberValues later) {
    Set<MemberSetting> both = EnumSet.noneOf(MemberSetting.class);
    both.addAll(settings);
    both.addAll(later.settings);
    return new MemberValues(both, later.on(values));
  }
}
