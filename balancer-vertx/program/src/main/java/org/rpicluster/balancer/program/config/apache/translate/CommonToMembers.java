package org.rpicluster.balancer.program.config.apache.translate;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;
import org.rpicluster.balancer.program.config.apache.translate.Parameters.Setting;

/**
 * Parameters that members have each for itself, and that count for all members of a cluster here:
 * where they differ, the first that says it is taken, and the others are warned of. For one thread.
 */
final class CommonToMembers {

  private final BalancerDraft draft;
  private final Fates fates;

  CommonToMembers(BalancerDraft draft, Fates fates) {
    this.draft = draft;
    this.fates = fates;
  }

  Optional<String> text(Parameter parameter) {
    Optional<Setting> first = first(parameter);
    first.ifPresent(setting -> warn(parameter, setting.value()));
    return first.map(Setting::value);
  }

  /** What the first says that says anything, where each may say its own. */
  Optional<Setting> first(Parameter parameter) {
    return draft.members.stream()
        .flatMap(member -> member.parameters().find(parameter).stream())
        .findFirst();
  }

  /** The members as they are written. */
  List<MemberDraft> members() {
    return draft.members;
  }

  private void warn(Parameter parameter, String value) {
    for (MemberDraft member : draft.members) {
      Optional<String> own = member.parameters().text(parameter);
      if (own.isEmpty() || !own.get().equalsIgnoreCase(value)) {
        fates.warning(
            member.directive(),
            parameter.key() + "=" + value + " counts for all members of " + draft.name);
      }
    }
  }
}
