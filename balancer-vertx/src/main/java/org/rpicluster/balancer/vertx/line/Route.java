package org.rpicluster.balancer.vertx.line;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.rpicluster.balancer.check.Check;

/**
 * Which requests go where: those whose path begins with a prefix of whole segments ({@code /app}
 * has {@code /app} and {@code /app/x}, not {@code /apple}) go to a cluster, or to a handler.
 * Immutable.
 */
public sealed interface Route {

  /** The prefix: begins with a slash; {@code /} has every path. */
  String path();

  /** To a cluster, with Apache's defaults: the member's own Host, and redirects mapped back. */
  static ToCluster to(String path, ProxiedCluster cluster) {
    return new ToCluster(path, cluster, false, true);
  }

  /** To a handler of this server, such as the manager. */
  static ToHandler handledBy(String path, Handler<HttpServerRequest> handler) {
    return new ToHandler(path, handler);
  }

  /** Whether a path, without its query, is within the prefix. */
  default boolean matches(String requestPath) {
    String prefix = path();
    return requestPath.startsWith(prefix)
        && (requestPath.length() == prefix.length()
            || prefix.endsWith("/")
            || requestPath.charAt(prefix.length()) == '/');
  }

  /**
   * To a cluster.
   *
   * @param path the prefix
   * @param cluster where to
   * @param preserveHost whether the member is sent the client's Host, or its own
   * @param reverse whether redirects that name a member are mapped back to the client's host
   */
  record ToCluster(String path, ProxiedCluster cluster, boolean preserveHost, boolean reverse)
      implements Route {
    /** Checks the prefix. */
    public ToCluster {
      requirePath(path);
    }
  }

  /**
   * To a handler.
   *
   * @param path the prefix
   * @param handler answers
   */
  record ToHandler(String path, Handler<HttpServerRequest> handler) implements Route {
    /** Checks the prefix. */
    public ToHandler {
      requirePath(path);
    }
  }

  private static void requirePath(String path) {
    Check.argument(path.startsWith("/"), "path", "'" + path + "'", "a path that begins with /");
  }
}
