package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A mistake of syntax in a file that the parser does not take, for people who do not know YAML by
 * heart: which key, how deep it is, what was expected. The parser's own words are kept where it
 * says something that is not known here. Immutable.
 *
 * @param line counted from 0, as the parser does
 * @param column counted from 0
 * @param message in the house's form
 */
record SyntaxMistake(int line, int column, String message) {

  private static final int SHOWN_MAX = 40;

  /** What a failure of the parser comes from. */
  static SyntaxMistake of(MarkedYamlEngineException e, List<String> lines) {
    Mark at = e.getProblemMark().or(e::getContextMark).orElseThrow();
    Mark from = e.getContextMark().orElse(at);
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    return new Reader(new Layout(lines), at, from).read(problem, context).within(lines);
  }

  /** The parser counts a carriage return that ends the file as a column of its line. */
  private SyntaxMistake within(List<String> lines) {
    int end = line < lines.size() ? lines.get(line).length() : 0;
    return new SyntaxMistake(line, Math.min(column, end), message);
  }

  /** Reads what the parser says: its words are constants, in every locale. */
  private record Reader(Layout layout, Mark at, Mark from) {

    SyntaxMistake read(String problem, String context) {
      if (problem.contains("(TAB)")) {
        return tab();
      }
      if (problem.startsWith("expected <block end>")) {
        return blockEnd();
      }
      if (problem.startsWith("mapping values are not allowed")) {
        return secondColon();
      }
      if (problem.startsWith("could not find expected ':'")) {
        return noKey(from);
      }
      if (problem.startsWith("expected ','")) {
        return brackets(problem);
      }
      if (problem.startsWith("found unexpected end of stream") && context.contains("quoted")) {
        String quote = layout.from(from.getLine(), from.getColumn()).startsWith("'") ? "'" : "\"";
        return said(from, "a quote that is not closed", "a second " + quote + " behind the text");
      }
      if (problem.startsWith("found undefined alias")) {
        return said(at, word(at), "quotes around what begins with *");
      }
      if (problem.contains("that cannot start any token")) {
        return said(at, word(at), "quotes around what begins with " + word(at).charAt(0));
      }
      return rare(problem, context);
    }

    private SyntaxMistake rare(String problem, String context) {
      if (problem.startsWith("found unknown escape") || problem.startsWith("expected escape")) {
        String expected = "an escape such as \\x41 or \\u2014, or single quotes";
        return said(at, "a backslash before " + word(at).charAt(0), expected);
      }
      if (problem.contains("another document") || problem.contains("document separator")) {
        return new SyntaxMistake(
            at.getLine(), at.getColumn(), word(at) + ": a second document (expected: one)");
      }
      if (problem.startsWith("expected '<document start>'")) {
        return said(at, "behind the end of the document", "one document, without --- in it");
      }
      if (problem.startsWith("Non scalar key")) {
        return said(at, "a list or a map as a key", "key: value");
      }
      boolean half = problem.startsWith("but ");
      return new SyntaxMistake(
          at.getLine(), at.getColumn(), "syntax: " + (half ? context + " " + problem : problem));
    }

    private SyntaxMistake tab() {
      String name = layout.key(at.getLine()).orElse(word(at).replaceFirst(":$", ""));
      return new SyntaxMistake(
          at.getLine(), at.getColumn(), name + ": indented by a tab (expected: spaces)");
    }

    private SyntaxMistake blockEnd() {
      int line = at.getLine();
      if (layout.depth(line) != at.getColumn()) {
        String expected = "nothing behind the value, or quotes around all of it";
        return said(at, word(at) + " too many", expected);
      }
      return depth(line).orElseGet(() -> amongKeys(line));
    }

    private SyntaxMistake amongKeys(int line) {
      Optional<Integer> owner = layout.isEntry(line) ? layout.owner(line) : Optional.empty();
      if (owner.isPresent() && layout.depth(owner.get()) > layout.depth(line)) {
        String expected =
            "by " + layout.depth(owner.get()) + " or more, below line " + (owner.get() + 1);
        return indented(line, expected);
      }
      return layout.isEntry(line)
          ? said(at, "an entry of a list among keys", "key: value, or the list below a key")
          : said(at, "a key among entries of a list", "an entry, or less indentation");
    }

    /** A line that is indented as none above it. */
    private Optional<SyntaxMistake> depth(int line) {
      String fitting = layout.fitting(line);
      if (fitting.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(indented(line, fitting));
    }

    private SyntaxMistake indented(int line, String expected) {
      int depth = layout.depth(line);
      String name = layout.name(line).orElse(word(at));
      return new SyntaxMistake(
          line, depth, name + ": indented by " + depth + " (expected: " + expected + ")");
    }

    private SyntaxMistake secondColon() {
      int line = at.getLine();
      String text = layout.text(line);
      String before = text.substring(0, Math.min(at.getColumn(), text.length()));
      int above = above(line);
      if (before.contains(": ")) {
        return said(at, "a second colon in a line", "quotes around a value with a colon in it");
      }
      if (above >= 0 && layout.key(above).isEmpty() && !isPlainEntry(above)) {
        return noKey(above, layout.depth(above));
      }
      Optional<SyntaxMistake> deep = depth(line);
      return deep.isPresent() ? deep.get() : belowValue(line);
    }

    private SyntaxMistake belowValue(int line) {
      Optional<Integer> owner = layout.isEntry(line) ? layout.owner(line) : Optional.empty();
      if (owner.isEmpty()) {
        return said(at, "a colon behind what is no key", "key: value");
      }
      String key = layout.key(owner.get()).orElse("");
      String message = key + ": a value, and a list below it (expected: one of them)";
      return new SyntaxMistake(
          owner.get(), Math.max(0, layout.text(owner.get()).indexOf(key)), message);
    }

    private boolean isPlainEntry(int line) {
      return layout.isEntry(line) && !layout.text(line).matches("[ -]*[\\w.-]+:\\S.*")
          || layout.isEntry(line) && layout.text(line).contains("://");
    }

    private int above(int line) {
      int above = line - 1;
      while (above >= 0 && layout.text(above).isBlank()) {
        above--;
      }
      return above;
    }

    private SyntaxMistake noKey(Mark mark) {
      return noKey(mark.getLine(), mark.getColumn());
    }

    private SyntaxMistake noKey(int line, int column) {
      String text = layout.from(line, column).replaceFirst("^(- +)+", "").strip();
      int start = Math.max(0, layout.text(line).indexOf(text));
      return new SyntaxMistake(
          line, start, shortened(text) + " (expected: " + Layout.meant(text) + ")");
    }

    private SyntaxMistake brackets(String problem) {
      char opening = problem.charAt("expected ',' or '".length()) == '}' ? '{' : '[';
      char closing = opening == '{' ? '}' : ']';
      if (at.getLine() != from.getLine()) {
        return said(from, "a " + opening + " that is not closed", closing + " behind its entries");
      }
      return said(at, word(at) + " within " + opening, "a comma, or " + closing);
    }

    /** With the key of its line, so that it is found without counting. */
    private SyntaxMistake said(Mark mark, String what, String expected) {
      String name = layout.key(mark.getLine()).orElse("syntax");
      return new SyntaxMistake(
          mark.getLine(), mark.getColumn(), name + ": " + what + " (expected: " + expected + ")");
    }

    private String word(Mark mark) {
      String rest = layout.from(mark.getLine(), mark.getColumn());
      return rest.isBlank() ? "the end" : shortened(rest.strip().split("\\s")[0]);
    }

    private static String shortened(String text) {
      return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
  }
}
