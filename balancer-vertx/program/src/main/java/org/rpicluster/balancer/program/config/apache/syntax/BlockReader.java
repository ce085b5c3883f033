package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.program.config.apache.report.Fate;
import org.rpicluster.balancer.program.config.apache.report.LineFate;
import org.rpicluster.balancer.program.config.apache.report.Report;
import org.rpicluster.balancer.program.config.apache.syntax.OpenSection.Kind;

/**
 * Reads the lines of one file, or of one use of a macro: sections that begin in it end in it. For
 * one thread and one block.
 */
final class BlockReader {

  /** Deeper is no configuration, and what reads the tree goes down by calls. */
  private static final int DEPTH_MAX = 50;

  private final TreeReader tree;
  private final Report report;
  private final ImmediateDirectives immediate;
  private final Deque<OpenSection> open = new ArrayDeque<>();
  private final List<Directive> top = new ArrayList<>();

  BlockReader(TreeReader tree, Report report) {
    this.tree = tree;
    this.report = report;
    immediate = new ImmediateDirectives(tree, report);
  }

  List<Directive> read(Iterable<LogicalLine> lines, String file) {
    for (LogicalLine line : lines) {
      if (!tree.counts(line)) {
        break;
      }
      read(line);
    }
    for (OpenSection section : open) {
      report.error(
          section.line.place(),
          section.name
              + "> is not closed (expected: </"
              + section.name.substring(1)
              + "> in "
              + file
              + ")");
    }
    return top;
  }

  private void read(LogicalLine written) {
    LogicalLine line = joined(written);
    boolean within = !open.isEmpty();
    if (within && open.peek().kind == Kind.MACRO && !isEndOf(open.peek(), line)) {
      open.peek().lines.add(line);
    } else if (line.isComment()) {
      comment(line);
    } else if (line.text().startsWith("</")) {
      end(line);
    } else if (within && open.peek().kind == Kind.SKIPPED) {
      skip(line);
    } else if (line.text().startsWith("<")) {
      begin(line);
    } else {
      directive(line);
    }
  }

  /** httpd knows no section that has a blank for its name. */
  private LogicalLine joined(LogicalLine line) {
    String meant = line.text().replaceFirst("^<\\s+(/?)\\s*(?=[A-Za-z])", "<$1");
    if (meant.equals(line.text())) {
      return line;
    }
    report.error(line.place(), line.text() + " has a blank behind < (expected: " + meant + ")");
    return new LogicalLine(line.place(), meant, line.physical());
  }

  private void comment(LogicalLine line) {
    if (line.physical() > 1) {
      report.warning(
          line.place(),
          "a comment that ends in \\ goes on in the next line, which is not read therefore");
    }
  }

  private static boolean isEndOf(OpenSection section, LogicalLine line) {
    String text = line.text();
    return text.startsWith("</")
        && text.endsWith(">")
        && section.closesWith(text.substring(2, text.length() - 1).strip());
  }

  private void directive(LogicalLine line) {
    String name = command(line.text());
    String rest = line.text().substring(name.length()).strip();
    warnOfQuotes(line, name, rest);
    if (immediate.has(name)) {
      children().addAll(immediate.read(line, name, expandedWords(line, rest)));
      if (!name.equalsIgnoreCase("ServerRoot")) {
        return;
      }
    }
    children()
        .add(
            new Directive(
                line.place(), name, expanded(line, rest), expandedWords(line, rest), List.of()));
  }

  private void begin(LogicalLine line) {
    String command = command(line.text());
    String name = command.endsWith(">") ? command.substring(0, command.length() - 1) : command;
    String rest = line.text().substring(name.length());
    int close = rest.lastIndexOf('>');
    if (close < 0) {
      report.error(line.place(), name + "> has no closing > (expected: " + line.text() + ">)");
    }
    String text = (close < 0 ? rest : rest.substring(0, close)).strip();
    if (ArgumentSplitter.isLeftOpen(text) && !name.toLowerCase(Locale.ROOT).matches("<(else)?if")) {
      report.warning(
          line.place(), name + ">: a quote is not closed, so the argument ends with the line");
    }
    if (open.size() >= DEPTH_MAX) {
      report.error(line.place(), name + ">: more than " + DEPTH_MAX + " sections deep");
    }
    open.push(opened(line, name, text));
  }

  private OpenSection opened(LogicalLine line, String name, String text) {
    String key = name.toLowerCase(Locale.ROOT);
    if (key.equals("<macro")) {
      fate(line, name, Fate.TRANSLATED, "");
      return new OpenSection(
          Kind.MACRO, line, name, text, ArgumentSplitter.of(text), new ArrayList<>());
    }
    List<String> arguments = expandedWords(line, text);
    if (tree.conditions.has(key)) {
      Optional<Boolean> holds = tree.conditions.holds(key, arguments);
      if (holds.isEmpty()) {
        report.error(
            line.place(),
            name
                + ">: "
                + (text.isEmpty() ? "nothing" : text)
                + " (expected: "
                + tree.conditions.expected(key)
                + ")");
      }
      if (key.equals("<ifmodule")) {
        warnOfModule(line, name + ">", arguments);
      }
      boolean read = holds.orElse(false);
      fate(line, name, read ? Fate.TRANSLATED : Fate.NO_EFFECT, read ? "" : "it is not so here");
      Kind kind = read ? Kind.CONDITION : Kind.SKIPPED;
      return new OpenSection(kind, line, name, text, arguments, children());
    }
    boolean deep = open.size() >= DEPTH_MAX;
    return new OpenSection(
        deep ? Kind.SKIPPED : Kind.SECTION,
        line,
        name,
        expanded(line, text),
        arguments,
        new ArrayList<>());
  }

  /**
   * That it is not there is what a condition may be about; that no module has such a name is not.
   */
  private void warnOfModule(LogicalLine line, String name, List<String> arguments) {
    String asked = arguments.isEmpty() ? "" : arguments.get(0).replaceFirst("^!", "");
    tree.modules
        .meant(asked)
        .ifPresent(
            meant ->
                report.warning(
                    line.place(),
                    name + ": " + asked + ": no module of this name (expected: " + meant + ")"));
  }

  /** A line that is not read: only where sections begin and end counts. */
  private void skip(LogicalLine line) {
    String command = command(line.text());
    String name = command.endsWith(">") ? command.substring(0, command.length() - 1) : command;
    OpenSection around = open.peek();
    fate(line, name, Fate.NO_EFFECT, "within " + around.name + " " + around.text + ">");
    if (name.startsWith("<") && open.size() < 2 * DEPTH_MAX) {
      open.push(
          new OpenSection(Kind.SKIPPED, line, name, around.text, List.of(), new ArrayList<>()));
    }
  }

  private void end(LogicalLine line) {
    String text = line.text();
    int close = text.lastIndexOf('>');
    String name = text.substring(2, close < 0 ? text.length() : close).strip();
    if (close > 0 && text.substring(0, close).matches(".*\\s.*")) {
      report.error(line.place(), text + " has a blank in it (expected: </" + name + ">)");
    }
    if (close < 0) {
      report.error(line.place(), "</" + name + " has no closing > (expected: </" + name + ">)");
    }
    if (open.isEmpty()) {
      report.error(
          line.place(), "</" + name + "> closes nothing (expected: <" + name + " …> before)");
      return;
    }
    if (!open.peek().closesWith(name)) {
      OpenSection section = open.peek();
      report.error(
          line.place(),
          "</"
              + name
              + "> (expected: </"
              + section.name.substring(1)
              + ">, which closes "
              + section.name
              + "> of line "
              + section.line.place().line()
              + ")");
      if (open.stream().noneMatch(outer -> outer.closesWith(name))) {
        close(open.pop()); // another word for the end of the same section, probably
        return;
      }
      while (!open.peek().closesWith(name)) {
        close(open.pop());
      }
    }
    close(open.pop());
  }

  private void close(OpenSection section) {
    if (section.kind == Kind.SECTION) {
      children().add(section.directive());
    } else if (section.kind == Kind.MACRO) {
      tree.macros.define(section.line, section.arguments, section.lines);
    }
  }

  /** Where what is read belongs. */
  private List<Directive> children() {
    return open.isEmpty() ? top : open.peek().children;
  }

  /** The first word of a line, which may be all of it. */
  static String command(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private String expanded(LogicalLine line, String text) {
    return tree.variables.expanded(text, name -> warnOfUnknown(line, name));
  }

  private List<String> expandedWords(LogicalLine line, String text) {
    return ArgumentSplitter.of(text).stream().map(word -> expanded(line, word)).toList();
  }

  private void warnOfUnknown(LogicalLine line, String name) {
    String meant =
        tree.variables.nearest(name).map(near -> " (expected: ${" + near + "})").orElse("");
    report.warning(
        line.place(), "${" + name + "} is not defined and stays as it is written" + meant);
  }

  private void warnOfQuotes(LogicalLine line, String name, String rest) {
    if (rest.indexOf('\u201C') >= 0 || rest.indexOf('\u201D') >= 0) {
      report.warning(
          line.place(), name + ": typographic quotes are letters to Apache (expected: \")");
    }
    if (rest.lastIndexOf("${") > rest.lastIndexOf('}')) {
      report.warning(line.place(), name + ": no } behind ${, which stays as it is written");
    }
    if (line.physical() > 1 && rest.contains("</")) {
      report.warning(
          line.place(),
          name + ": a line that ends in \\ goes on in the next, which is a part of it");
    }
    if (ArgumentSplitter.isLeftOpen(rest)) {
      report.warning(
          line.place(), name + ": a quote is not closed, so the argument ends with the line");
    }
  }

  private void fate(LogicalLine line, String name, Fate fate, String why) {
    String shown = name.startsWith("<") ? name + ">" : name;
    report.fate(new LineFate(line.place(), shown, fate, why, false));
  }
}
