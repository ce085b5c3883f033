package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.rpicluster.balancer.program.config.NearestName;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * The macros that are defined so far, and their use. Macros within macros go {@value #DEPTH_MAX}
 * deep. For one thread and one configuration. Apache's {@code mod_macro}.
 */
final class Macros {

  private static final int DEPTH_MAX = 20;

  private final Report report;
  private final Map<String, Macro> macros = new HashMap<>();
  private int depth;

  Macros(Report report) {
    this.report = report;
  }

  /** Defines one; a later one of the same name takes its place. */
  void define(LogicalLine line, List<String> arguments, List<LogicalLine> lines) {
    if (arguments.isEmpty()) {
      report.error(line.place(), "<Macro>: no name (expected: <Macro NAME $PARAMETER …>)");
      return;
    }
    List<String> parameters = arguments.subList(1, arguments.size());
    if (parameters.stream().anyMatch(String::isEmpty)) {
      report.error(line.place(), "<Macro>: an empty parameter (expected: a name such as $port)");
      return;
    }
    Macro macro = new Macro(line, arguments.get(0), parameters, lines);
    macros.put(macro.key(), macro);
  }

  void undefine(LogicalLine line, List<String> arguments) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    if (macros.remove(name.toLowerCase(Locale.ROOT)) == null) {
      report.error(line.place(), unknown("UndefMacro", name));
    }
  }

  /** What {@code reader} makes of a macro's lines. */
  List<Directive> used(
      LogicalLine line,
      List<String> arguments,
      Function<Iterable<LogicalLine>, List<Directive>> reader) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    Macro macro = macros.get(name.toLowerCase(Locale.ROOT));
    if (macro == null) {
      report.error(line.place(), unknown("Use", name));
      return List.of();
    }
    List<String> given = arguments.subList(1, arguments.size());
    if (given.size() != macro.parameters().size()) {
      report.error(line.place(), misused(macro, given.size()));
      return List.of();
    }
    if (depth >= DEPTH_MAX) {
      report.error(line.place(), "Use " + name + ": macros use each other without end");
      return List.of();
    }
    depth++;
    try {
      return reader.apply(macro.with(given));
    } finally {
      depth--;
    }
  }

  private static String misused(Macro macro, int given) {
    List<String> all = new ArrayList<>(macro.parameters());
    return "Use "
        + macro.name()
        + ": "
        + given
        + (given == 1 ? " argument" : " arguments")
        + " (expected: "
        + (all.isEmpty() ? "none" : String.join(" ", all))
        + ", as <Macro> of "
        + macro.definition().place().file()
        + ":"
        + macro.definition().place().line()
        + " says)";
  }

  private String unknown(String directive, String name) {
    String expected =
        NearestName.to(name, macros.values().stream().map(Macro::name).toList())
            .orElse("the name of a macro defined above");
    return directive + ": no macro '" + name + "' (expected: " + expected + ")";
  }
}
