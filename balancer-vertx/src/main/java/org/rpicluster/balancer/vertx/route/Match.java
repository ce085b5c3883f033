package org.rpicluster.balancer.vertx.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;

/**
 * Which requests a route has: those for its hosts whose path begins with a prefix of whole segments
 * ({@code /app} has {@code /app} and {@code /app/x}, not {@code /apple}), but for some paths below
 * it. O(hosts + exceptions), allocates nothing. Immutable. Apache's {@code ProxyPass}.
 *
 * @param hosts the hosts
 * @param path the prefix, plain: begins with a slash; {@code /} has every path
 * @param except prefixes below it that it does not have; Apache's {@code !}
 */
public record Match(Hosts hosts, String path, List<String> except) {

  /** Checks the paths. */
  public Match {
    requirePath("path", path);
    except = List.copyOf(except);
    for (String exception : except) {
      requirePath("except", exception);
      Check.argument(isWithin(path, exception), "except", exception, "a path below " + path);
    }
  }

  /** A prefix on every host. */
  public static Match of(String path) {
    return new Match(Hosts.ANY, path, List.of());
  }

  /**
   * Checks a prefix, and gives it back.
   *
   * @param name what the message calls it
   * @param path the prefix
   * @throws IllegalArgumentException if no request could match it: the message says why
   */
  public static String requirePath(String name, String path) {
    Optional<String> complaint = complaint(path);
    if (complaint.isPresent()) {
      throw new IllegalArgumentException(Check.message(name, "'" + path + "'", complaint.get()));
    }
    return path;
  }

  private static Optional<String> complaint(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("a path that begins with /");
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '?' || c == '#' || c == '\\') {
        return Optional.of("no " + c + ", a route goes by the path alone");
      }
      if (c == '%' || c == ';') {
        return Optional.of(
            "no " + c + ", a request's path is compared without escapes and parameters");
      }
      if (c <= ' ' || c >= 0x7F) {
        return Optional.of(String.format(Locale.ROOT, "no character U+%04X", (int) c));
      }
    }
    boolean plain = PlainPath.of(path).equals(path);
    return plain ? Optional.empty() : Optional.of("no empty and no dot segments");
  }

  /**
   * Whether a request is the route's.
   *
   * @param authority its host, empty if it has none
   * @param plainPath what {@link PlainPath#of} made of its target
   */
  public boolean has(String authority, String plainPath) {
    if (!isWithin(path, plainPath) || !hosts.have(authority)) {
      return false;
    }
    for (int i = 0; i < except.size(); i++) {
      if (isWithin(except.get(i), plainPath)) {
        return false;
      }
    }
    return true;
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
    return hosts.cover(other.hosts)
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
    return new Match(new Hosts(List.of(host)), path, except);
  }

  /** Host and path, as an error message shows them. */
  @Override
  public String toString() {
    return hosts.names().isEmpty() ? path : hosts + path;
  }
}
