package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * A section whose end has not been read yet, or the file itself. For one thread.
 *
 * <p>What stands in a condition that holds belongs to what is around it, and so the two share a
 * list.
 */
final class OpenSection {

  /** What becomes of what stands in it. */
  enum Kind {
    /** It belongs to the section. */
    SECTION,
    /** A condition that holds. */
    CONDITION,
    /** A condition that does not hold, or a section within one: nothing is read, but its end. */
    SKIPPED,
    /** A macro's definition: its lines are kept as they are. */
    MACRO
  }

  final Kind kind;
  final LogicalLine line;
  final String name;
  final String text;
  final List<String> arguments;
  final List<Directive> children;
  final List<LogicalLine> lines = new ArrayList<>();

  OpenSection(
      Kind kind,
      LogicalLine line,
      String name,
      String text,
      List<String> arguments,
      List<Directive> children) {
    this.kind = kind;
    this.line = line;
    this.name = name;
    this.text = text;
    this.arguments = arguments;
    this.children = children;
  }

  boolean closesWith(String end) {
    return name.equalsIgnoreCase("<" + end);
  }

  Directive directive() {
    return new Directive(line.place(), name, text, arguments, children);
  }
}
