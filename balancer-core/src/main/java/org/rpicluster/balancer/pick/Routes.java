package org.rpicluster.balancer.pick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rpicluster.balancer.member.Role;

/**
 * The routes of a cluster: which members each names, and which of them serves it now. Several
 * members may share a route: the first that can serve has it, those that stand by after the others.
 * In the place of one that cannot, who has the route that it redirects to.
 *
 * <p>One look-up in a map for each request with a route; O(members) at worst. Immutable, any
 * thread. Source: {@code find_route_worker} of {@code mod_proxy_balancer}, but that redirects which
 * go round in a circle are followed once, not as often as there are members.
 */
final class Routes {

  private final Map<String, List<Candidate>> byRoute;

  private Routes(Map<String, List<Candidate>> byRoute) {
    this.byRoute = byRoute;
  }

  static Routes of(List<Candidate> members) {
    Map<String, List<Candidate>> byRoute = new HashMap<>();
    for (Candidate candidate : members) {
      add(candidate, false, byRoute);
    }
    for (Candidate candidate : members) {
      add(candidate, true, byRoute);
    }
    return new Routes(byRoute);
  }

  private static void add(
      Candidate candidate, boolean standby, Map<String, List<Candidate>> byRoute) {
    if ((candidate.member().role() == Role.STANDBY) == standby) {
      byRoute.computeIfAbsent(candidate.route(), first -> new ArrayList<>(1)).add(candidate);
    }
  }

  /** Whether any member has this route. */
  boolean has(String route) {
    return byRoute.containsKey(route);
  }

  /**
   * Who serves the route of a request.
   *
   * @param context whose route, and which members it must not get
   * @return {@link Candidate#NONE} if no member does
   */
  Candidate find(PickContext context) {
    List<Candidate> named = byRoute.getOrDefault(context.route(), List.of());
    boolean usual = !named.isEmpty() && serves(named.get(0), context);
    return usual ? named.get(0) : find(context.route(), context, new HashSet<>());
  }

  private Candidate find(String route, PickContext context, Set<String> asked) {
    if (!asked.add(route)) {
      return Candidate.NONE;
    }
    for (Candidate candidate : byRoute.getOrDefault(route, List.of())) {
      if (serves(candidate, context)) {
        return candidate;
      }
      String redirect = candidate.member().redirect();
      Candidate other = redirect.isEmpty() ? Candidate.NONE : find(redirect, context, asked);
      if (other != Candidate.NONE) {
        return other;
      }
    }
    return Candidate.NONE;
  }

  private static boolean serves(Candidate candidate, PickContext context) {
    return candidate.isUsable() && !context.excludes(candidate);
  }
}
