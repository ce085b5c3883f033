package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;

/**
 * A line about access, and the methods that it counts for. Immutable.
 *
 * @param line the line
 * @param methods the methods
 */
record AccessLine(Directive line, MethodSet methods) {

  /** Those of a section with these names, those within {@code <Limit>} too, in their order. */
  static List<AccessLine> of(Directive section, Set<String> keys, Fates fates) {
    List<AccessLine> lines = new ArrayList<>();
    for (Directive child : section.children()) {
      boolean limit = child.is("<limit") || child.is("<limitexcept");
      MethodSet methods = limit ? methods(child, fates) : MethodSet.EVERY;
      for (Directive line : limit ? child.children() : List.of(child)) {
        if (keys.contains(line.key())) {
          lines.add(new AccessLine(line, methods));
        }
      }
    }
    return lines;
  }

  /** None where they are none, which is said. */
  private static MethodSet methods(Directive limit, Fates fates) {
    List<String> methods = limit.arguments();
    if (methods.isEmpty() || methods.contains("TRACE")) {
      fates.wrong(limit, limit.shown(), limit.text(), "methods such as GET, without TRACE");
      return MethodSet.NONE;
    }
    try {
      MethodSet set = MethodSet.of(limit);
      set.requirement();
      fates.translated(limit);
      return set;
    } catch (IllegalArgumentException e) {
      fates.error(limit, String.valueOf(e.getMessage()));
      return MethodSet.NONE;
    }
  }
}
