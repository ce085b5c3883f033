package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * The hosts of a route: names and addresses, all below a domain ({@code *.example.org}, which is
 * not {@code example.org} itself), or all that begin with some labels ({@code www.example.*}).
 * Upper and lower case are the same; a port and the dot at a name's end are left out of account.
 * O(names), allocates nothing. Immutable.
 *
 * @param names in lower case; none for every host
 */
public record Hosts(List<String> names) {

  /** Every host, and requests without one. */
  public static final Hosts ANY = new Hosts(List.of());

  private static final Pattern NAME =
      Pattern.compile("(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*(?:\\.\\*)?|\\[[0-9a-f:.]+]");

  private static final String EXPECTED =
      "a name such as example.org, *.example.org or www.example.*, without port and final dot";

  /** Checks the names. */
  public Hosts {
    names = names.stream().map(Hosts::requireName).toList();
  }

  /**
   * Checks a name, and gives it in lower case.
   *
   * @throws IllegalArgumentException if no request could have it
   */
  public static String requireName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Check.argument(NAME.matcher(lower).matches(), "host", "'" + name + "'", EXPECTED);
    return lower;
  }

  /** Whether a host, with or without a port, is one of them; empty where there is none. */
  public boolean have(String authority) {
    if (names.isEmpty()) {
      return true;
    }
    int end = Authority.hostEnd(authority);
    for (int i = 0; i < names.size(); i++) {
      if (has(names.get(i), authority, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(String name, String authority, int end) {
    if (isOpen(name)) {
      int start = name.length() - 1;
      return end > start && authority.regionMatches(true, 0, name, 0, start);
    }
    boolean below = name.charAt(0) == '*';
    int skipped = below ? 1 : 0;
    int length = name.length() - skipped;
    boolean fits = below ? end > length : end == length;
    return fits && authority.regionMatches(true, end - length, name, skipped, length);
  }

  /** Whether a name says only how a host begins. */
  static boolean isOpen(String name) {
    return name.endsWith(".*");
  }

  /** Whether whatever {@code others} have, these have as well. */
  boolean cover(Hosts others) {
    return names.isEmpty() || !others.names.isEmpty() && others.names.stream().allMatch(this::have);
  }

  /** Empty for every host; otherwise the names with commas. */
  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
