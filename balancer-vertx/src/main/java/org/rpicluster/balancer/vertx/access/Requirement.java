package org.rpicluster.balancer.vertx.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * The requirement that a request must meet to pass: conditions, and all, any or none of some; or
 * the first case that a request is of. O(conditions), allocates nothing. Immutable; any thread.
 * Apache's {@code mod_authz_core}, whose rule it is that a user who is not known yet is none of
 * those that must not come.
 */
public sealed interface Requirement
    permits Requirement.Combination,
        Requirement.Cases,
        FromAddress,
        WithMethod,
        AtPath,
        PathMatches,
        FieldMatches,
        AddressMatches,
        ExpressionHolds,
        KnownUser {

  /** Every request. */
  Requirement EVERYONE = new All(List.of());

  /** No request. */
  Requirement NOTHING = new Any(List.of());

  /** What it says of a request. */
  AccessDecision of(GuardedRequest asked);

  /** Where the users are known from that it asks for. */
  default Stream<Login> logins() {
    return Stream.empty();
  }

  /** Granted, or denied. */
  static AccessDecision when(boolean granted) {
    return granted ? AccessDecision.GRANTED : AccessDecision.DENIED;
  }

  /** Some of which each has its say. */
  sealed interface Combination extends Requirement {

    /** Those. */
    List<Requirement> parts();

    @Override
    default Stream<Login> logins() {
      return parts().stream().flatMap(Requirement::logins);
    }

    /**
     * This ruling if one of them says so. A user who is still needed could change the mind of one;
     * otherwise it is the other ruling.
     */
    default AccessDecision firstOf(
        AccessDecision deciding, AccessDecision otherwise, GuardedRequest asked) {
      AccessDecision ruling = otherwise;
      for (int i = 0; i < parts().size(); i++) {
        AccessDecision one = parts().get(i).of(asked);
        if (one == deciding) {
          return one;
        }
        ruling = one == AccessDecision.USER_NEEDED ? one : ruling;
      }
      return ruling;
    }
  }

  /**
   * All of them; with none, everyone.
   *
   * @param parts what must hold
   */
  record All(List<Requirement> parts) implements Combination {

    /** Copies the list. */
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public AccessDecision of(GuardedRequest asked) {
      return firstOf(AccessDecision.DENIED, AccessDecision.GRANTED, asked);
    }
  }

  /**
   * One of them at least; with none, nothing.
   *
   * @param parts of which one must hold
   */
  record Any(List<Requirement> parts) implements Combination {

    /** Copies the list. */
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public AccessDecision of(GuardedRequest asked) {
      return firstOf(AccessDecision.GRANTED, AccessDecision.DENIED, asked);
    }
  }

  /**
   * None of them; a user who is not known yet is none of those that must not come.
   *
   * @param parts which must not hold
   */
  record None(List<Requirement> parts) implements Combination {

    /** Copies the list. */
    public None {
      parts = List.copyOf(parts);
    }

    @Override
    public AccessDecision of(GuardedRequest asked) {
      boolean isAny =
          firstOf(AccessDecision.GRANTED, AccessDecision.DENIED, asked) == AccessDecision.GRANTED;
      return Requirement.when(!isAny);
    }
  }

  /**
   * The first case that a request is of decides; with none, nothing passes.
   *
   * @param cases in their order
   */
  record Cases(List<Case> cases) implements Requirement {

    /**
     * One of them.
     *
     * @param when which requests; those that must have a user first are none of it
     * @param then what must hold of them
     */
    public record Case(Requirement when, Requirement then) {}

    /** Copies the list. */
    public Cases {
      cases = List.copyOf(cases);
    }

    @Override
    public Stream<Login> logins() {
      return cases.stream().flatMap(one -> Stream.concat(one.when().logins(), one.then().logins()));
    }

    @Override
    public AccessDecision of(GuardedRequest asked) {
      for (int i = 0; i < cases.size(); i++) {
        Case one = cases.get(i);
        if (one.when().of(asked) == AccessDecision.GRANTED) {
          return one.then().of(asked);
        }
      }
      return AccessDecision.DENIED;
    }
  }
}
