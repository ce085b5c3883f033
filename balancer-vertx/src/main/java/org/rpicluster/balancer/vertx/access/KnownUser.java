package org.rpicluster.balancer.vertx.access;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Users who have shown who they are: any, or those with certain names or in certain groups.
 * Immutable. Apache's {@code Require valid-user}, {@code user}, {@code group}.
 *
 * @param login by which they are known
 * @param names the names; empty with no groups for any user
 * @param groups the groups
 */
public record KnownUser(Login login, Set<String> names, Set<String> groups) implements Requirement {

  /** Copies the sets. */
  public KnownUser {
    names = Set.copyOf(names);
    groups = Set.copyOf(groups);
  }

  /** Any user of a login. */
  public static KnownUser any(Login login) {
    return new KnownUser(login, Set.of(), Set.of());
  }

  @Override
  public Stream<Login> logins() {
    return Stream.of(login);
  }

  @Override
  public AccessDecision of(GuardedRequest asked) {
    AuthenticatedUser user = asked.user(login);
    if (user == null) {
      return asked.hasUser() ? AccessDecision.DENIED : AccessDecision.USER_NEEDED;
    }
    boolean any = names.isEmpty() && groups.isEmpty();
    return Requirement.when(
        any || names.contains(user.name()) || groups.stream().anyMatch(user.groups()::contains));
  }
}
