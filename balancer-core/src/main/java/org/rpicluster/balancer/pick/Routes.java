package org.rpicluster.balancer.pick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rpicluster.balancer.member.Role;

/**
 * Which members a route names, and who serves it now. Several members may share a route: the first
 * that can serve has it, those that stand by after the others. If none can, the route that it
 * redirects to is asked for.
 *
 * <p>One look-up in a map for each request with a route; immutable, any thread. Source: {@code
 * find_route_worker} of {@code mod_proxy_balancer}.
 */
final class Routes {

  /** Of a cluster whose members have none. */
  static final Routes NONE = new Routes(Map.of(), 0);

  private final Map<String, List<Candidate>> byRoute;
  private final int members;

  private Routes(Map<String, List<Candidate>> byRoute, int members) {
    this.byRoute = byRoute;
    this.members = members;
  }

  static Routes of(List<Candidate> members) {
    Map<String, List<Candidate>> byRoute = new HashMap<>();
    for (Candidate candidate : members) {
      add(candidate, false, byRoute);
    }
    for (Candidate candidate : members) {
      add(candidate, true, byRoute);
    }
    return byRoute.isEmpty() ? NONE : new Routes(byRoute, members.size());
  }

  private static void add(
      Candidate candidate, boolean standby, Map<String, List<Candidate>> byRoute) {
    String route = candidate.member().route();
    boolean inThisPass = (candidate.member().role() == Role.STANDBY) == standby;
    if (inThisPass && !route.isEmpty()) {
      byRoute.computeIfAbsent(route, first -> new ArrayList<>()).add(candidate);
    }
  }

  /** Whether any member has this route. */
  boolean has(String route) {
    return byRoute.containsKey(route);
  }

  /**
   * Who serves this route for a request.
   *
   * @param context whom it must not get
   * @return {@link Candidate#NONE} if nobody does
   */
  Candidate find(String route, PickContext context) {
    return find(route, context, members);
  }

  /** Redirects may go round in a circle: after as many as there are members, all were seen. */
  private Candidate find(String route, PickContext context, int redirectsMax) {
    for (Candidate candidate : byRoute.getOrDefault(route, List.of())) {
      if (candidate.isUsable() && !context.excludes(candidate)) {
        return candidate;
      }
      String redirect = candidate.member().redirect();
      if (!redirect.isEmpty() && redirectsMax > 0) {
        Candidate other = find(redirect, context, redirectsMax - 1);
        if (other != Candidate.NONE) {
          return other;
        }
      }
    }
    return Candidate.NONE;
  }
}
