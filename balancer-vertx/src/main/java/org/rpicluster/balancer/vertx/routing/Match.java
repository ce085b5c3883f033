package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;

/**
 * The match of a route: requests for its hosts whose path begins with a prefix of whole segments
 * ({@code /app} has {@code /app} and {@code /app/x}, not {@code /apple}), but for some paths below
 * it, and of those, where it has a regular expression, only the ones that this is found in. O(hosts
 * + exceptions), allocates nothing without an expression. Immutable. Apache's {@code ProxyPass} and
 * {@code ProxyPassMatch}.
 *
 * @param hosts the hosts
 * @param path the prefix, plain ({@link Prefix#read}); {@code /} has every path
 * @param except prefixes below it, plain as well, that it does not have; Apache's {@code !}
 * @param listeners the names of the listeners that they come to; none for every listener
 * @param pattern what must be found in the resolved path ({@link WrittenPath#resolved}), if
 *     anything
 */
public record Match(
    Hosts hosts,
    String path,
    List<String> except,
    List<String> listeners,
    Optional<Regex> pattern) {

  /** Checks the paths. */
  public Match {
    Check.argument(path.startsWith("/"), "path", path, "a plain path");
    except = List.copyOf(except);
    listeners = List.copyOf(listeners);
    for (String exception : except) {
      Check.argument(isWithin(path, exception), "except", exception, "a path below " + path);
    }
  }

  /** At every listener. */
  public Match(Hosts hosts, String path, List<String> except) {
    this(hosts, path, except, List.of());
  }

  /** Whatever the rest of the path is. */
  public Match(Hosts hosts, String path, List<String> except, List<String> listeners) {
    this(hosts, path, except, listeners, Optional.empty());
  }

  /** The same at these listeners alone. */
  public Match at(List<String> names) {
    return new Match(hosts, path, except, names, pattern);
  }

  /**
   * The same for another path.
   *
   * @param other plain
   * @param without prefixes below it that it does not have
   */
  public Match path(String other, List<String> without) {
    return new Match(hosts, other, without, listeners, pattern);
  }

  /** The same where an expression is found in the path. */
  public Match where(Regex found) {
    return new Match(hosts, path, except, listeners, Optional.of(found));
  }

  /** A prefix on every host, as it is written in URLs. */
  public static Match of(String path) {
    return new Match(Hosts.ANY, Prefix.read("path", path), List.of());
  }

  /**
   * Whether a request is the route's.
   *
   * @param authority its host, empty if it has none
   * @param plainPath what {@link PlainPath#of} made of its target
   */
  public boolean has(String authority, String plainPath) {
    return hosts.have(authority) && hasPath(plainPath) && fits(plainPath);
  }

  /** Whether requests that come to this listener may be its. */
  public boolean isAt(String listener) {
    return listeners.isEmpty() || listeners.contains(listener);
  }

  /** The same of a request for one of its hosts. */
  public boolean hasPath(String plainPath) {
    if (!isWithin(path, plainPath)) {
      return false;
    }
    for (int i = 0; i < except.size(); i++) {
      if (isWithin(except.get(i), plainPath)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the expression, if there is one, is found.
   *
   * @param resolvedPath what {@link WrittenPath#resolved} made of its target
   */
  public boolean fits(String resolvedPath) {
    return pattern.isEmpty() || pattern.get().isIn(resolvedPath);
  }

  /**
   * What stands behind the prefix in the path of a request that it has, as it was written: empty,
   * or beginning with a slash unless the prefix ends with one.
   */
  public String rest(String written) {
    return written.substring(PlainPath.writtenLength(written, path.length()));
  }

  /** The path may have its query behind it. */
  static boolean isWithin(String prefix, String path) {
    int length = prefix.length();
    if (!path.startsWith(prefix)) {
      return false;
    }
    return path.length() == length
        || prefix.charAt(length - 1) == '/'
        || path.charAt(length) == '/'
        || path.charAt(length) == '?';
  }

  /** Whether every request that {@code other} has is already this one's. */
  public boolean covers(Match other) {
    return hosts.cover(other.hosts) && coversPath(other);
  }

  /** The same of a match for some of its hosts. */
  public boolean coversPath(Match other) {
    boolean isAtAll =
        listeners.isEmpty() || !other.listeners.isEmpty() && listeners.containsAll(other.listeners);
    return isAtAll
        && (pattern.isEmpty() || pattern.equals(other.pattern))
        && isWithin(path, other.path)
        && except.stream().allMatch(e -> !overlap(e, other.path) || other.leavesOut(e));
  }

  private static boolean overlap(String one, String another) {
    return isWithin(one, another) || isWithin(another, one);
  }

  private boolean leavesOut(String prefix) {
    return except.stream().anyMatch(e -> isWithin(e, prefix));
  }

  /** The same for one of its hosts alone. */
  public Match at(String host) {
    return new Match(new Hosts(List.of(host)), path, except, listeners, pattern);
  }

  /** The prefix as it stands in URLs. */
  public String writtenPath() {
    return Prefix.written(path);
  }

  /** The paths that it does not have, as they stand in URLs. */
  public List<String> writtenExcept() {
    return except.stream().map(Prefix::written).toList();
  }

  /** Host and path, as an error message shows them. */
  @Override
  public String toString() {
    String written = writtenPath() + pattern.map(regex -> " where " + regex).orElse("");
    return hosts.names().isEmpty() ? written : hosts + written;
  }
}
