package org.rpicluster.balancer.program;

import java.util.Map;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.vertx.edit.Edit;

/** The changes of an edit in words, for the log: from which value to which. Stateless. */
final class EditText {

  private static final String NOTHING = "as it was";

  private EditText() {}

  /**
   * An edit in words.
   *
   * @param balancer as it is before the edit
   * @param strategy how it chooses until then
   */
  static String of(Edit edit, Balancer balancer, StrategySettings strategy) {
    if (edit instanceof Edit.ChangeStrategy change) {
      String from = strategy(strategy.name(), strategy.options());
      String to = strategy(change.name(), change.options());
      return "strategy " + (from.equals(to) ? NOTHING : "from " + from + " to " + to);
    } else if (edit instanceof Edit.AddMember add) {
      return add.member().id() + " is added, " + whole(add.member());
    } else if (edit instanceof Edit.ChangeMember change) {
      Member member = of(balancer, change.id()).member();
      String changes = MemberChange.between(member, change.edit().on(member));
      return change.id() + ": " + (changes.isEmpty() ? NOTHING : changes);
    } else if (edit instanceof Edit.RemoveMember remove) {
      int inFlight = of(balancer, remove.id()).counters().inFlight();
      return remove.id() + " is removed, in flight on it: " + inFlight;
    } else if (edit instanceof Edit.RecoverMember recover) {
      return recover.id() + " is recovered from " + of(balancer, recover.id()).health().name();
    } else if (edit instanceof Edit.ResetMember reset) {
      return reset.id() + " is back to the file";
    }
    return "the cluster is back to the file";
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

  /** A member's URL, and what is not as it is by default. */
  private static String whole(Member member) {
    String url = member.url().toString();
    String others = MemberChange.besides(Member.at(url).id(member.id()).build(), member);
    return others.isEmpty() ? url : url + ", " + others;
  }
}
