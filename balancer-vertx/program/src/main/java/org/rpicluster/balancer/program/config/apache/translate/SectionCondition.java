package org.rpicluster.balancer.program.config.apache.translate;

import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;

/** The requests of a section, as a condition that lines in it have. Stateless. */
final class SectionCondition {

  private static final Set<String> CONDITIONS = Set.of("<if", "<elseif", "<else");

  /** One of them stands in no expression that is meant. */
  private static final String AROUND = "#|,;!@~%&=";

  private SectionCondition() {}

  static boolean isCondition(Directive section) {
    return CONDITIONS.contains(section.key());
  }

  /**
   * That of a {@code Location}, which may be none as it has every request.
   *
   * @return nothing if it is no Location, or cannot be said in an expression
   */
  static Optional<Optional<Condition>> ofLocation(Directive section) {
    if (section.is("<locationmatch")) {
      return found(section.argument(0)).map(Optional::of);
    }
    if (!section.is("<location")) {
      return Optional.empty();
    }
    String path = section.argument(0);
    if (path.equals("~")) {
      return found(section.argument(1)).map(Optional::of);
    }
    if (path.equals("/")) {
      return Optional.of(Optional.empty());
    }
    if (UrlPath.isPattern(path)) {
      boolean isPlain = path.indexOf('[') < 0 && path.indexOf('\\') < 0;
      return isPlain ? found(wild(path)).map(Optional::of) : Optional.empty();
    }
    String end = path.endsWith("/") ? "" : "(/|$)";
    return found("^" + escaped(path) + end).map(Optional::of);
  }

  /** Wildcards of httpd: no star goes beyond a slash, and they are for the whole of a path. */
  private static String wild(String path) {
    return "^" + escaped(path).replace("\\*", "[^/]*").replace("\\?", "[^/]") + "$";
  }

  private static String escaped(String path) {
    StringBuilder escaped = new StringBuilder();
    for (char c : path.toCharArray()) {
      boolean plain = Character.isLetterOrDigit(c) || c == '/' || c == '_' || c > 0x7F;
      escaped.append(plain ? "" : "\\").append(c);
    }
    return escaped.toString();
  }

  private static Optional<Condition> found(String expression) {
    Optional<Character> around =
        AROUND.chars().mapToObj(c -> (char) c).filter(c -> expression.indexOf(c) < 0).findFirst();
    try {
      return around.map(c -> Condition.of("expr=%{REQUEST_URI} =~ m" + c + expression + c));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
