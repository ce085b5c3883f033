package org.rpicluster.balancer.program.config.apache.translate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/** The paths that lines of one server have already, by whole segments. For one thread. */
final class TakenPaths {

  private final Map<String, Directive> lines = new HashMap<>();

  void put(String path, Directive line) {
    lines.put(path, line);
  }

  boolean has(String path) {
    return lines.containsKey(path);
  }

  /** The line that has all of a path; O(length). */
  Optional<Directive> over(String path) {
    for (int end = 1; end <= path.length(); end++) {
      boolean whole =
          end == path.length() || path.charAt(end) == '/' || path.charAt(end - 1) == '/';
      Directive line = whole ? lines.get(path.substring(0, end)) : null;
      if (line != null) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** That something is not asked, as a line comes before it. */
  static String never(String what, Directive line) {
    return what
        + " is never reached: line "
        + line.place().line()
        + " of "
        + line.place().file()
        + " comes before it";
  }

  /** Why nothing else is asked for a path, and what helps. */
  String why(String path) {
    boolean isRedirect = over(path).filter(line -> Redirects.are(line.key())).isPresent();
    return isRedirect
        ? "requests for " + path + " are redirected before"
        : "requests for " + path + " are forwarded: write ProxyPass " + path + " ! before";
  }
}
