package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.program.config.apache.translate.BalancerDraft.MemberDraft;

/** Makes a member of what is written about it. For one thread. */
final class MemberMaker {

  private final Fates fates;

  MemberMaker(Fates fates) {
    this.fates = fates;
  }

  /** The member; empty if its URL cannot be carried, which is said. */
  Optional<Member> make(MemberDraft draft) {
    Optional<PlainUrl> url = PlainUrl.of(draft.url());
    Optional<Member> bare = url.flatMap(plain -> at(plain, draft));
    if (url.isEmpty()) {
      fates.stops(draft.directive(), "this URL is not carried out: " + draft.url());
    }
    return bare.map(member -> settings(member, draft));
  }

  private Optional<Member> at(PlainUrl url, MemberDraft draft) {
    try {
      return Optional.of(Member.of(url.origin()));
    } catch (IllegalArgumentException e) {
      fates.error(draft.directive(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Member settings(Member member, MemberDraft draft) {
    Parameters said = draft.parameters();
    MemberBuilder builder = member.but();
    said.text(Parameter.LOADFACTOR).ifPresent(w -> builder.weight(Double.parseDouble(w)));
    said.text(Parameter.LBSET).ifPresent(set -> builder.set(Integer.parseInt(set)));
    said.text(Parameter.STATUS).ifPresent(letters -> status(builder, letters, draft));
    Member made = builder.build();
    made = named(made, draft, Parameter.ROUTE);
    return named(made, draft, Parameter.REDIRECT);
  }

  /** A route that could not stand in a cookie is none: no request could name it. */
  private Member named(Member member, MemberDraft draft, Parameter parameter) {
    Optional<String> route = draft.parameters().text(parameter);
    if (route.isEmpty()) {
      return member;
    }
    try {
      MemberBuilder builder = member.but();
      return (parameter == Parameter.ROUTE
              ? builder.route(route.get())
              : builder.redirect(route.get()))
          .build();
    } catch (IllegalArgumentException e) {
      fates.needsYou(draft.directive(), String.valueOf(e.getMessage()));
      return member;
    }
  }

  /** Letters, of which the sign before one holds for those behind it as well. */
  private void status(MemberBuilder builder, String letters, MemberDraft draft) {
    boolean set = true;
    for (char c : letters.toCharArray()) {
      switch (Character.toUpperCase(c)) {
        case '+' -> set = true;
        case '-' -> set = false;
        case 'D' -> builder.state(set ? AdminState.DISABLED : AdminState.ENABLED);
        case 'S' -> builder.state(set ? AdminState.STOPPED : AdminState.ENABLED);
        case 'N' -> builder.state(set ? AdminState.DRAINING : AdminState.ENABLED);
        case 'H' -> builder.role(set ? Role.STANDBY : Role.ACTIVE);
        case 'R' -> builder.role(set ? Role.SPARE : Role.ACTIVE);
        default -> warnOf(c, draft);
      }
    }
  }

  private void warnOf(char letter, MemberDraft draft) {
    fates.warning(
        draft.directive(),
        "status: " + letter + " has no effect: only D, S, N, H and R are a user's to set");
  }
}
