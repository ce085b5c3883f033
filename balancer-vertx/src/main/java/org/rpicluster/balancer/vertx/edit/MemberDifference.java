package org.rpicluster.balancer.vertx.edit;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * The difference of a member from its configuration, by what operators have edited. Immutable.
 *
 * @param kind in which way
 * @param member as it is by the edits; one that was removed as it was then
 * @param configured as the configuration has it, if it does
 */
public record MemberDifference(Departure kind, Member member, Optional<Member> configured) {

  /** In which way. */
  public enum Departure {
    /** It has other settings. */
    CHANGED,
    /** It has been added, or stands in the place of a configured one. */
    ADDED,
    /** It has been removed, and has left or is leaving. */
    REMOVED
  }

  /** The settings that differ; none if the configuration does not have it. */
  public List<MemberSetting> settings() {
    return MemberSetting.EDITABLE.stream()
        .filter(setting -> configured.isPresent() && !setting.isSame(member, configured.get()))
        .toList();
  }
}
