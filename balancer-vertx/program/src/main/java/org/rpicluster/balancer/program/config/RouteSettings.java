package org.rpicluster.balancer.program.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.access.Requirement;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteSection;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** The settings of one route: which requests it has, and where they go. Immutable. */
public sealed interface RouteSettings {

  /** Which requests it has. */
  Match match();

  /** What is changed in the fields of its answers. */
  FieldChanges toClient();

  /** The same with other changes in the fields of its answers. */
  RouteSettings with(FieldChanges toClient);

  /** What clients read in the place of the proxy's own sentences, by status. */
  default Map<Integer, ErrorPageSettings> errorPages() {
    return Map.of();
  }

  /**
   * To a cluster.
   *
   * @param match which requests
   * @param cluster its name
   * @param rewriting what is changed on the way there and back
   * @param errorPages in the place of the proxy's own sentences, by status
   */
  record ToCluster(
      Match match, String cluster, Rewriting rewriting, Map<Integer, ErrorPageSettings> errorPages)
      implements RouteSettings {

    /** Copies the map. */
    public ToCluster {
      errorPages = Map.copyOf(errorPages);
    }

    /** Without pages for errors. */
    public ToCluster(Match match, String cluster, Rewriting rewriting) {
      this(match, cluster, rewriting, Map.of());
    }

    @Override
    public FieldChanges toClient() {
      return rewriting.toClient();
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToCluster(
          match, cluster, rewriting.fields(rewriting.toMember(), changes), errorPages);
    }
  }

  /**
   * To the balancer manager.
   *
   * @param match which requests
   * @param allow the addresses and CIDR blocks that may see and use it
   * @param hosts the names that it is known by, besides those of the route
   * @param readOnly whether it only shows
   * @param readers the users that it only shows itself to
   * @param toClient changes in what the client is sent
   */
  record ToManager(
      Match match,
      List<String> allow,
      List<String> hosts,
      boolean readOnly,
      List<String> readers,
      FieldChanges toClient)
      implements RouteSettings {

    /** Only this machine, unless the file says otherwise. */
    public static final List<String> DEFAULT_ALLOW = List.of("127.0.0.0/8", "::1");

    /** Copies the lists. */
    public ToManager {
      allow = List.copyOf(allow);
      hosts = List.copyOf(hosts);
      readers = List.copyOf(readers);
    }

    /** The same, which only shows or not. */
    public ToManager readOnly(boolean only) {
      return new ToManager(match, allow, hosts, only, readers, toClient);
    }

    /** Without changes, on every host. */
    public static ToManager of(Match match, List<String> allow) {
      return new ToManager(match, allow, List.of(), false, List.of(), FieldChanges.NONE);
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToManager(match, allow, hosts, readOnly, readers, changes);
    }
  }

  /**
   * To another address.
   *
   * @param match which requests
   * @param redirect where their clients are sent
   * @param toClient changes in what the client is sent
   */
  record ToRedirect(Match match, Redirect redirect, FieldChanges toClient)
      implements RouteSettings {

    /** Without changes. */
    public ToRedirect(Match match, Redirect redirect) {
      this(match, redirect, FieldChanges.NONE);
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToRedirect(match, redirect, changes);
    }
  }

  /**
   * To an answer that is always the same.
   *
   * @param match which requests
   * @param answer the answer
   * @param errorPages in the place of the proxy's own sentences, by status
   * @param toClient changes in what the client is sent
   */
  record ToResponse(
      Match match,
      FixedResponse answer,
      Map<Integer, ErrorPageSettings> errorPages,
      FieldChanges toClient)
      implements RouteSettings {

    /** Copies the map. */
    public ToResponse {
      errorPages = Map.copyOf(errorPages);
    }

    /** Without changes. */
    public ToResponse(Match match, FixedResponse answer) {
      this(match, answer, Map.of(), FieldChanges.NONE);
    }

    /** To the proxy's own answer for an error. */
    public static ToResponse own(Match match, int status) {
      return new ToResponse(match, FixedResponse.own(status));
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToResponse(match, answer, errorPages, changes);
    }
  }

  /**
   * To the files of a folder.
   *
   * @param match which requests
   * @param files which files, and how
   * @param errorPages in the place of the proxy's own sentences, by status
   * @param toClient changes in what the client is sent
   */
  record ToFiles(
      Match match,
      FilesSettings files,
      Map<Integer, ErrorPageSettings> errorPages,
      FieldChanges toClient)
      implements RouteSettings {

    /** Copies the map, and checks that the folder's path is the route's or above it. */
    public ToFiles {
      errorPages = Map.copyOf(errorPages);
      boolean isAbove = files.base(match).hasPath(match.path());
      Check.argument(isAbove, "files.at", files.at(), "the route's path, or one above it");
    }

    /** Without changes. */
    public ToFiles(Match match, FilesSettings files, Map<Integer, ErrorPageSettings> errorPages) {
      this(match, files, errorPages, FieldChanges.NONE);
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToFiles(match, files, errorPages, changes);
    }
  }

  /**
   * Through rules, which say where; what they leave as it is goes on with the routes below.
   *
   * @param match which requests
   * @param rules in the order in which they are tried
   * @param section what they see of paths; where that is not NONE, what has another path goes
   *     through all routes anew
   * @param maps what they may look up, by their names
   * @param changed answers what the rules have given another target, unless they have it looked up
   *     among the routes below: files, or an answer that is always the same; empty if all is
   * @param errorPages in the place of the proxy's own sentences, by status
   * @param toClient changes in what the client is sent
   */
  record ToRules(
      Match match,
      List<RewriteRule> rules,
      RewriteSection section,
      Map<String, RewriteMapSettings> maps,
      Optional<RouteSettings> changed,
      Map<Integer, ErrorPageSettings> errorPages,
      FieldChanges toClient)
      implements RouteSettings {

    /** Copies the rules and the maps, and checks that rules ask no other maps. */
    public ToRules {
      rules = List.copyOf(rules);
      maps = Map.copyOf(maps);
      errorPages = Map.copyOf(errorPages);
      RewriteMapSettings.requireKnown(maps, rules);
      boolean isOne = !section.isOne() || changed.isEmpty();
      Check.argument(isOne, "rewritten", "together with section", "one of the two");
    }

    /** Of paths, without maps and changes. */
    public ToRules(Match match, List<RewriteRule> rules, Optional<RouteSettings> changed) {
      this(match, rules, RewriteSection.NONE, Map.of(), changed, Map.of(), FieldChanges.NONE);
    }

    @Override
    public RouteSettings with(FieldChanges changes) {
      return new ToRules(match, rules, section, maps, changed, errorPages, changes);
    }

    /** The same with other pages for errors. */
    public ToRules with(Map<Integer, ErrorPageSettings> pages) {
      return new ToRules(match, rules, section, maps, changed, pages, toClient);
    }

    /** The clusters that rules lead to. */
    public Stream<String> clusters() {
      return rules.stream().flatMap(RewriteRule::clusters);
    }
  }

  /**
   * For those requests alone that meet a requirement.
   *
   * @param route where they go; not guarded itself
   * @param requirement what must hold of them
   */
  record Guarded(RouteSettings route, Requirement requirement) implements RouteSettings {

    /** Checks that there is one guard. */
    public Guarded {
      Check.argument(!(route instanceof Guarded), "route", route.match(), "one that has no guard");
    }

    @Override
    public Match match() {
      return route.match();
    }

    @Override
    public Map<Integer, ErrorPageSettings> errorPages() {
      return route.errorPages();
    }

    @Override
    public FieldChanges toClient() {
      return route.toClient();
    }

    @Override
    public RouteSettings with(FieldChanges toClient) {
      return new Guarded(route.with(toClient), requirement);
    }
  }

  /** Where it leads, whichever client may use it. */
  default RouteSettings unguarded() {
    return this instanceof Guarded guarded ? guarded.route() : this;
  }

  /** The same for those alone that meet a requirement. */
  default RouteSettings guarded(Requirement requirement) {
    return requirement.equals(Requirement.EVERYONE) ? this : new Guarded(this, requirement);
  }
}
