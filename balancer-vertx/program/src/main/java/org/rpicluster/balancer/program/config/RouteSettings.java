package org.rpicluster.balancer.program.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rpicluster.balancer.vertx.local.FixedResponse;
import org.rpicluster.balancer.vertx.local.Redirect;
import org.rpicluster.balancer.vertx.rewrite.RewriteRule;
import org.rpicluster.balancer.vertx.rewrite.RewriteThen;
import org.rpicluster.balancer.vertx.routing.Match;
import org.rpicluster.balancer.vertx.routing.Rewriting;

/** Which requests go where. Immutable. */
public sealed interface RouteSettings {

  /** Which requests it has. */
  Match match();

  /** The files that clients read in the place of the proxy's own sentences, by status. */
  default Map<Integer, Path> errorPages() {
    return Map.of();
  }

  /**
   * To a cluster.
   *
   * @param match which requests
   * @param cluster its name
   * @param rewriting what is changed on the way there and back
   * @param errorPages files in the place of the proxy's own sentences, by status
   */
  record ToCluster(Match match, String cluster, Rewriting rewriting, Map<Integer, Path> errorPages)
      implements RouteSettings {

    /** Copies the map. */
    public ToCluster {
      errorPages = Map.copyOf(errorPages);
    }

    /** Without pages for errors. */
    public ToCluster(Match match, String cluster, Rewriting rewriting) {
      this(match, cluster, rewriting, Map.of());
    }

    /** With Apache's defaults: the member's own Host, and redirects mapped back. */
    public static ToCluster of(String path, String cluster) {
      return new ToCluster(Match.of(path), cluster, Rewriting.DEFAULT);
    }
  }

  /**
   * To the balancer manager.
   *
   * @param match which requests
   * @param allow the addresses and CIDR blocks that may see and use it
   * @param hosts the names that it is known by, besides those of the route
   * @param readOnly whether it only shows
   */
  record ToManager(Match match, List<String> allow, List<String> hosts, boolean readOnly)
      implements RouteSettings {

    /** Only this machine, unless the file says otherwise. */
    public static final List<String> DEFAULT_ALLOW = List.of("127.0.0.0/8", "::1");

    /** Copies the lists. */
    public ToManager {
      allow = List.copyOf(allow);
      hosts = List.copyOf(hosts);
    }

    /** The same, which only shows or not. */
    public ToManager readOnly(boolean only) {
      return new ToManager(match, allow, hosts, only);
    }

    /** On every host. */
    public static ToManager of(String path, List<String> allow) {
      return new ToManager(Match.of(path), allow, List.of(), false);
    }
  }

  /**
   * To another address.
   *
   * @param match which requests
   * @param redirect where their clients are sent
   */
  record ToRedirect(Match match, Redirect redirect) implements RouteSettings {}

  /**
   * To an answer that is always the same.
   *
   * @param match which requests
   * @param answer the answer
   */
  record ToResponse(Match match, FixedResponse answer) implements RouteSettings {

    /** To the proxy's own answer for an error. */
    public static ToResponse own(Match match, int status) {
      return new ToResponse(match, FixedResponse.own(status));
    }
  }

  /**
   * To the files of a folder.
   *
   * @param match which requests; its path is the folder
   * @param folder the folder
   * @param errorPages files in the place of the proxy's own sentences, by status
   */
  record ToFiles(Match match, Path folder, Map<Integer, Path> errorPages) implements RouteSettings {

    /** Copies the map. */
    public ToFiles {
      errorPages = Map.copyOf(errorPages);
    }
  }

  /**
   * Through rules, which say where; what they leave as it is goes on with the routes below.
   *
   * @param match which requests
   * @param rules in the order in which they are tried
   * @param changed answers what the rules have given another target, unless they have it looked up
   *     among the routes below: files, or an answer that is always the same; empty if all is
   * @param errorPages files in the place of the proxy's own sentences, by status
   */
  record ToRules(
      Match match,
      List<RewriteRule> rules,
      Optional<RouteSettings> changed,
      Map<Integer, Path> errorPages)
      implements RouteSettings {

    /** Copies the rules and the map. */
    public ToRules {
      rules = List.copyOf(rules);
      errorPages = Map.copyOf(errorPages);
    }

    /** The clusters that rules lead to. */
    public Stream<String> clusters() {
      return rules.stream()
          .map(RewriteRule::then)
          .filter(RewriteThen.Forward.class::isInstance)
          .map(then -> ((RewriteThen.Forward) then).cluster());
    }
  }
}
