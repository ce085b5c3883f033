package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;

/**
 * The directives that count while a file is read, from their line on: what is defined, loaded,
 * included, used. For one thread and one configuration.
 */
final class ImmediateDirectives {

  private static final Set<String> KEYS =
      Set.of(
          "define",
          "undefine",
          "error",
          "include",
          "includeoptional",
          "loadmodule",
          "loadfile",
          "serverroot",
          "undefmacro",
          "use",
          "warning");

  private final TreeReader tree;
  private final Report report;

  ImmediateDirectives(TreeReader tree, Report report) {
    this.tree = tree;
    this.report = report;
  }

  boolean has(String name) {
    return KEYS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Carries one out; gives what takes its place. */
  List<Directive> read(LogicalLine line, String name, List<String> arguments) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "include", "includeoptional" -> {
        return said(line, name, tree.included(line, name, arguments));
      }
      case "use" -> {
        return said(line, name, tree.used(line, arguments));
      }
      case "undefmacro" -> tree.macros.undefine(line, arguments);
      case "define" -> define(line, arguments);
      case "undefine" -> one(line, name, arguments, "a name").ifPresent(tree.variables::undefine);
      case "loadmodule" -> {
        new ModuleLine(tree.modules, report).read(line, arguments);
        return said(line, name, Fate.NO_EFFECT, "modules are not loaded; <IfModule> knows it");
      }
      case "loadfile" -> {
        if (arguments.isEmpty()) {
          wrong(line, name, "nothing", "a file");
        }
        return said(line, name, Fate.NO_EFFECT, "libraries are not loaded");
      }
      case "serverroot" -> {
        one(line, name, arguments, "a folder").ifPresent(tree::root);
        return List.of();
      }
      case "error" -> report.error(line.place(), "Error: " + String.join(" ", arguments));
      default -> report.warning(line.place(), "Warning: " + String.join(" ", arguments));
    }
    return said(line, name, List.of());
  }

  private void define(LogicalLine line, List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      report.error(
          line.place(), "Define: " + arguments.size() + " arguments (expected: NAME [VALUE])");
      return;
    }
    if (arguments.get(0).indexOf(':') >= 0) {
      report.error(line.place(), "Define: " + arguments.get(0) + " (expected: a name without :)");
      return;
    }
    int equals = arguments.get(0).indexOf('=');
    if (equals > 0 && arguments.size() == 1) {
      String meant =
          arguments.get(0).substring(0, equals) + " " + arguments.get(0).substring(equals + 1);
      report.warning(line.place(), Check.message("Define", arguments.get(0) + " is a name", meant));
    }
    tree.variables.define(arguments.get(0), arguments.stream().skip(1).findFirst());
  }

  private Optional<String> one(
      LogicalLine line, String name, List<String> arguments, String expected) {
    if (arguments.size() != 1) {
      String shown = arguments.isEmpty() ? "nothing" : String.join(" ", arguments);
      wrong(line, name, shown, "one argument, " + expected);
    }
    return arguments.stream().findFirst();
  }

  private void wrong(LogicalLine line, String name, String shown, String expected) {
    report.error(line.place(), Check.message(name, shown, expected));
  }

  private List<Directive> said(LogicalLine line, String name, List<Directive> directives) {
    said(line, name, Fate.TRANSLATED, "");
    return directives;
  }

  private List<Directive> said(LogicalLine line, String name, Fate fate, String why) {
    report.fate(new LineFate(line.place(), name, fate, why, false));
    return List.of();
  }
}
