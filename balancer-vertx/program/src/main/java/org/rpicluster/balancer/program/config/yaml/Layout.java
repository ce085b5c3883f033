package org.rpicluster.balancer.program.config.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a YAML file as people read them: what key stands in one, how deep it is, and which
 * depths would fit. Only for saying what is wrong with a file that the parser does not take.
 * O(lines) each; immutable. YAML 1.2 §6.1.
 */
final class Layout {

  /** Dashes of list entries, then a key and its colon, or nothing of the kind. */
  private static final Pattern LINE =
      Pattern.compile(
          "( *)((?:- +|-$)*)(?:(\"[^\"]*\"|'[^']*'|[^\\s\"'#{\\[][^#]*?)\\s*:(?= |$))?.*");

  /** Expressions go over a line several times. */
  private static final int LENGTH_MAX = 500;

  private final List<String> lines;

  Layout(List<String> lines) {
    this.lines = lines;
  }

  /** Where something begins in a line that is indented. Counted from 0 as the parser does. */
  private record Start(int depth, String name) {}

  /** The text of a line, or as much of it as people would read. */
  String text(int line) {
    String text = line < lines.size() ? lines.get(line) : "";
    return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
  }

  /**
   * What stands in a line from a column on; nothing if it is shorter, as the parser counts
   * otherwise.
   */
  String from(int line, int column) {
    String text = text(line);
    return text.substring(Math.min(column, text.length()));
  }

  /** How many blanks a line begins with. */
  int depth(int line) {
    return text(line).length() - text(line).stripLeading().length();
  }

  /** The key in a line, without what stands behind it; empty if there is none. */
  Optional<String> key(int line) {
    Matcher matcher = LINE.matcher(text(line));
    return matcher.matches() ? Optional.ofNullable(matcher.group(3)) : Optional.empty();
  }

  /** The line of the key that a list's entry is below, or of the value that it is behind. */
  Optional<Integer> owner(int line) {
    for (int above = line - 1; above >= 0; above--) {
      boolean whole =
          text(above).strip().endsWith(":") || !isEntry(above) && depth(above) < depth(line);
      if (whole && key(above).isPresent()) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  /** What a line that is an entry, or has a key, is called. */
  Optional<String> name(int line) {
    return isEntry(line)
        ? Optional.of(
            owner(line).flatMap(this::key).map(k -> "an entry of " + k).orElse("an entry"))
        : key(line);
  }

  /** Whether a line begins with an entry of a list. */
  boolean isEntry(int line) {
    return text(line).strip().equals("-") || text(line).strip().startsWith("- ");
  }

  /**
   * Which depths would fit a line, by those above it: {@code by 4 like strategy in line 6, or by 2
   * like pis in line 5}; empty if its own does.
   */
  String fitting(int line) {
    int depth = depth(line);
    Optional<String> deeper = Optional.empty();
    int deepest = Integer.MAX_VALUE;
    for (int above = line - 1; above >= 0; above--) {
      Optional<Start> start = start(above, isEntry(line));
      if (start.isEmpty()) {
        continue;
      }
      int there = start.get().depth();
      String shown = "by " + there + " like " + start.get().name() + " in line " + (above + 1);
      if (there == depth) {
        return deeper.orElse("");
      }
      if (there < depth) {
        return deeper.map(first -> first + ", or " + shown).orElse(shown);
      }
      if (there < deepest) {
        deepest = there;
        deeper = Optional.of(shown);
      }
    }
    return deeper.orElse("");
  }

  private Optional<Start> start(int line, boolean entry) {
    Matcher matcher = LINE.matcher(text(line));
    if (text(line).isBlank() || text(line).strip().startsWith("#") || !matcher.matches()) {
      return Optional.empty();
    }
    if (entry) {
      return matcher.group(2).isEmpty()
          ? Optional.empty()
          : Optional.of(new Start(matcher.start(2), "the entry"));
    }
    return Optional.ofNullable(matcher.group(3)).map(key -> new Start(matcher.start(3), key));
  }

  /** What was probably meant by a text that should be a key and its value. */
  static String meant(String text) {
    if (text.matches("-[^\\s-].*")) {
      return "a blank behind the -";
    }
    if (text.matches("[\\w.-]+:\\S.*")) {
      return "a blank behind the colon";
    }
    return text.matches("[\\w.-]+\\s*=.*") ? "a colon and a blank, not =" : "key: value";
  }
}
