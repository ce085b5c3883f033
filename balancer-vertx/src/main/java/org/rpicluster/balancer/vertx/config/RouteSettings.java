package org.rpicluster.balancer.vertx.config;

import java.util.List;
import org.rpicluster.balancer.check.Check;

/** Which requests go where. Immutable. */
public sealed interface RouteSettings {

  /** A prefix of whole segments; begins with a slash. */
  String path();

  /** Whether every path that {@code other} has is already within this one. */
  default boolean covers(RouteSettings other) {
    String prefix = path();
    String within = prefix.endsWith("/") ? prefix : prefix + "/";
    return other.path().equals(prefix) || other.path().startsWith(within);
  }

  /**
   * Checks a prefix, and gives it back.
   *
   * @throws IllegalArgumentException if no request could match it
   */
  static String requirePath(String path) {
    boolean good = path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7F);
    boolean plain = path.indexOf('?') < 0 && path.indexOf('#') < 0;
    Check.argument(good && plain, "path", "'" + path + "'", "a path that begins with /");
    return path;
  }

  /**
   * To a cluster.
   *
   * @param path the prefix
   * @param cluster its name
   * @param preserveHost whether the member is sent the client's Host, or its own
   * @param reverse whether redirects that name a member are mapped back to the client's host
   */
  record ToCluster(String path, String cluster, boolean preserveHost, boolean reverse)
      implements RouteSettings {
    /** Checks the prefix. */
    public ToCluster {
      requirePath(path);
    }

    /** With Apache's defaults: the member's own Host, and redirects mapped back. */
    public static ToCluster of(String path, String cluster) {
      return new ToCluster(path, cluster, false, true);
    }
  }

  /**
   * To the balancer manager.
   *
   * @param path the prefix
   * @param allow the addresses and CIDR blocks that may see it
   */
  record ToManager(String path, List<String> allow) implements RouteSettings {

    /** Only this machine, unless the file says otherwise. */
    public static final List<String> DEFAULT_ALLOW = List.of("127.0.0.0/8", "::1");

    /** Checks the prefix. */
    public ToManager {
      requirePath(path);
      allow = List.copyOf(allow);
    }
  }
}
