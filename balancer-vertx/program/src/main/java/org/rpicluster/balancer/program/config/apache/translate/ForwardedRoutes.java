package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.program.config.RouteSettings;
import org.rpicluster.balancer.program.config.RouteSettings.ToCluster;
import org.rpicluster.balancer.program.config.RouteSettings.ToResponse;
import org.rpicluster.balancer.program.config.apache.translate.ClusterMaker.Made;
import org.rpicluster.balancer.program.config.apache.translate.Mapping.ToBalancer;
import org.rpicluster.balancer.program.config.apache.translate.SectionScope.RouteScope;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.PathRewriting;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/**
 * The routes of one mapping to a balancer: those to its cluster, for those who may come there, with
 * httpd's answers where the path and the URL do not fit together. For one thread and one server.
 */
final class ForwardedRoutes {

  /** No member can be had: httpd's answer too. */
  private static final int UNAVAILABLE = 503;

  private static final int NOWHERE = 500;
  private static final int FORBIDDEN = 403;

  private final Fates fates;
  private final Locations locations;
  private final RuledSections ruled;
  private final Clusters clusters;

  ForwardedRoutes(Fates fates, Locations locations, RuledSections ruled, Clusters clusters) {
    this.fates = fates;
    this.locations = locations;
    this.ruled = ruled;
    this.clusters = clusters;
  }

  /** What a mapping to a balancer needs. */
  interface Clusters {

    /** The cluster of a balancer; empty if it has no members. */
    Optional<Made> of(BalancerDraft draft);

    /** What is said of a balancer that has none, with the one that was probably meant. */
    String empty(BalancerDraft draft);

    /** What is changed on the way, but for the path. */
    Rewriting rewriting(Mapping mapping);
  }

  /** The routes of a mapping whose requests are these. */
  List<RouteSettings> to(Mapping mapping, ToBalancer to, Match match) {
    Optional<Made> made = clusters.of(to.balancer());
    if (made.isPresent()) {
      return to(mapping, to, made.get(), match);
    }
    fates.warning(mapping.directive(), clusters.empty(to.balancer()));
    return List.of(guarded(mapping, ToResponse.own(match, UNAVAILABLE)));
  }

  /** The route of a mapping whose URL leads to no server. */
  RouteSettings nowhere(Mapping mapping, Match match) {
    return guarded(mapping, ToResponse.own(match, NOWHERE));
  }

  private List<RouteSettings> to(Mapping mapping, ToBalancer to, Made made, Match match) {
    boolean slips = slips(mapping, made.memberPath() + to.path());
    boolean isHost = slips && to.path().isEmpty() && mapping.path().endsWith("/");
    if (slips) {
      fates.warning(
          mapping.directive(),
          "of "
              + mapping.path()
              + " and the URL only one ends in a slash: "
              + (isHost ? "every path but this one itself gets 500" : "it is lost or doubled"));
    }
    List<RouteSettings> routes = new ArrayList<>(ruled(mapping, match));
    if (isRootBehind(mapping, to, made)) {
      route(mapping, exactly(mapping, match), "/", made, true).ifPresent(routes::add);
    }
    Match where = isHost ? exactly(mapping, match) : match;
    route(mapping, where, to.path(), made, slips).ifPresent(routes::add);
    if (isHost) {
      routes.add(nowhere(mapping, match));
    }
    return routes;
  }

  /** Rules of sections, which see the URL. */
  private List<RouteSettings> ruled(Mapping mapping, Match match) {
    if (mapping.pattern().isPresent()) {
      ruled.stopAt(mapping.directive());
      return List.of();
    }
    return ruled.before(
        match,
        RulePlace.forwarded(mapping),
        path -> locations.forwarded(mapping.directive(), below(mapping, path)));
  }

  private static RouteScope below(Mapping mapping, String path) {
    return new RouteScope(path, mapping.url() + path.substring(mapping.path().length()), true);
  }

  private static boolean slips(Mapping mapping, String path) {
    return mapping.pattern().isEmpty() && mapping.path().endsWith("/") != path.endsWith("/");
  }

  /** A balancer without a path is asked for its root, which is behind the paths of its members. */
  private static boolean isRootBehind(Mapping mapping, ToBalancer to, Made made) {
    String path = made.memberPath();
    boolean hasRoot = to.path().isEmpty() && !path.isEmpty() && !path.endsWith("/");
    return hasRoot && mapping.pattern().isEmpty() && !mapping.path().endsWith("/");
  }

  private static Match exactly(Mapping mapping, Match match) {
    String path = mapping.path().replaceAll("([^A-Za-z0-9/_-])", "\\\\$1");
    return match.where(Regex.of("path", "^" + path + "$"));
  }

  private Optional<RouteSettings> route(
      Mapping mapping, Match match, String behind, Made made, boolean slips) {
    String cluster = made.settings().name();
    return rewriting(mapping, behind, made, slips)
        .map(rewriting -> guarded(mapping, new ToCluster(match, cluster, rewriting)));
  }

  /** For those who may come there. */
  private RouteSettings guarded(Mapping mapping, RouteSettings route) {
    RouteScope scope =
        mapping.pattern().isEmpty()
            ? new RouteScope(mapping.path(), mapping.url(), true)
            : new RouteScope(mapping.path(), mapping.fixedUrl(), false);
    Requirement requirement = locations.forwarded(mapping.directive(), scope);
    return requirement.equals(Requirement.NOTHING)
        ? ToResponse.own(route.match(), FORBIDDEN)
        : route.guarded(requirement);
  }

  private Optional<Rewriting> rewriting(Mapping mapping, String behind, Made made, boolean slips) {
    boolean differ = !made.otherPaths().isEmpty();
    Rewriting rewriting = clusters.rewriting(mapping);
    PathRewriting paths = rewriting.paths().literal(slips || differ);
    String to = written(made.memberPath() + behind);
    boolean same =
        mapping.pattern().isPresent()
            ? to.equals("$0")
            : !slips && bare(to).equals(bare(UrlPath.written(mapping.path())));
    Map<String, String> others = new TreeMap<>();
    made.otherPaths().forEach((id, path) -> others.put(id, written(path + behind)));
    try {
      PathRewriting all = (same && !differ ? paths : paths.to(to)).toByMember(others);
      return Optional.of(rewriting.paths(all));
    } catch (IllegalArgumentException e) {
      fates.stops(mapping.directive(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String written(String path) {
    return path.isEmpty() ? "/" : UrlPath.written(path);
  }

  private static String bare(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
