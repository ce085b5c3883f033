package org.rpicluster.balancer.vertx.server;

import java.util.Map;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.vertx.config.StrategySettings;
import org.rpicluster.balancer.vertx.edit.Edit;

/** What an edit changes, for the log: from which value to which. Stateless. */
final class EditInWords {

  private EditInWords() {}

  /**
   * An edit in words.
   *
   * @param balancer as it is before the edit
   * @param strategy how it chooses until then
   */
  static String of(Edit edit, Balancer balancer, StrategySettings strategy) {
    if (edit instanceof Edit.ChangeStrategy change) {
      return "strategy from "
          + strategy(strategy.name(), strategy.options())
          + " to "
          + strategy(change.name(), change.options());
    } else if (edit instanceof Edit.AddMember add) {
      Member member = add.member();
      Member plain = Member.at(member.url().toString()).id(member.id()).build();
      return member.id() + " is added, " + also(member.url().toString(), plain, member);
    } else if (edit instanceof Edit.ChangeMember change) {
      Member member = of(balancer, change.id()).member();
      String changes = MemberChange.between(member, change.edit().on(member));
      return change.id() + ": " + (changes.isEmpty() ? "nothing new" : changes);
    } else if (edit instanceof Edit.RemoveMember remove) {
      int inFlight = of(balancer, remove.id()).counters().inFlight();
      return remove.id() + " is removed, in flight on it: " + inFlight;
    }
    Edit.RecoverMember recover = (Edit.RecoverMember) edit;
    return recover.id() + " is recovered from " + of(balancer, recover.id()).health().name();
  }

  private static Candidate of(Balancer balancer, String id) {
    return balancer.candidates().members().stream()
        .filter(candidate -> candidate.member().id().equals(id))
        .findFirst()
        .orElse(Candidate.NONE);
  }

  private static String strategy(String name, Map<String, String> options) {
    return options.isEmpty() ? name : name + " " + options;
  }

  private static String also(String url, Member plain, Member member) {
    String changes = MemberChange.between(plain, member);
    return changes.isEmpty() ? url : url + ", " + changes;
  }
}
