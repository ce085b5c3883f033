package org.rpicluster.balancer.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code in documents is cut from files that are compiled and run, so that it cannot rot: the line
 * before a block of Java names its source, {@code <!-- snippet: path#name -->}, and in that file it
 * stands between {@code // snippet: name} and {@code // end}. A block of YAML may be cut the same
 * way, from a whole file.
 */
final class Snippets {

  private static final Pattern MARKER = Pattern.compile("<!-- snippet: ([^#\\s]+)(?:#(\\S+))? -->");
  private static final Pattern NEEDS_MARKER = Pattern.compile("\\s*```java\\s*");

  /** A declaration of a variable; no other language of the documents has such a line. */
  private static final Pattern JAVA = Pattern.compile("\\s*[A-Z]\\w*(?:<.*>)? \\w+ =.*;\\s*");

  private final Function<String, Optional<String>> files;

  /**
   * @param files the text of a file, by its path from the repository's root
   */
  Snippets(Function<String, Optional<String>> files) {
    this.files = files;
  }

  List<Violation> check(String path, String document) {
    List<Violation> violations = new ArrayList<>();
    List<String> lines = document.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher marker = MARKER.matcher(i == 0 ? "" : lines.get(i - 1));
      boolean marked = marker.matches();
      if (marked) {
        String shown = block(lines, i + 1);
        Optional<String> source = source(marker.group(1), marker.group(2));
        if (source.isEmpty()) {
          violations.add(new Violation(path, i, "no such source: " + lines.get(i - 1)));
        } else if (!source.get().strip().equals(shown.strip())) {
          String message = "differs from its source; it should be:\n" + source.get();
          violations.add(new Violation(path, i + 1, message));
        }
      } else if (NEEDS_MARKER.matcher(lines.get(i)).matches()) {
        String message = "cut it from an example: put <!-- snippet: path#name --> before it";
        violations.add(new Violation(path, i + 1, message));
      } else if (i > 0 && JAVA.matcher(lines.get(i)).matches() && !isMarked(lines, i)) {
        violations.add(new Violation(path, i + 1, "this is Java: cut it from an example"));
      }
    }
    return violations;
  }

  /** Whether the block that the line is in has a source. */
  private static boolean isMarked(List<String> lines, int line) {
    int fence = line;
    while (fence > 0 && !lines.get(fence).strip().startsWith("```")) {
      fence--;
    }
    return fence > 0 && MARKER.matcher(lines.get(fence - 1)).matches();
  }

  private static String block(List<String> lines, int from) {
    int to = from;
    while (to < lines.size() && !lines.get(to).strip().equals("```")) {
      to++;
    }
    return String.join("\n", lines.subList(Math.min(from, to), to));
  }

  private Optional<String> source(String path, String name) {
    Optional<String> text = files.apply(path);
    return name == null ? text : text.flatMap(t -> region(t, name));
  }

  private static Optional<String> region(String text, String name) {
    List<String> lines = text.lines().map(String::stripTrailing).toList();
    List<String> stripped = lines.stream().map(String::strip).toList();
    int begin = stripped.indexOf("// snippet: " + name);
    int length = begin < 0 ? -1 : stripped.subList(begin, lines.size()).indexOf("// end");
    return length < 0
        ? Optional.empty()
        : Optional.of(dedented(lines.subList(begin + 1, begin + length)));
  }

  private static String dedented(List<String> lines) {
    // A blank last line would count as one without indentation.
    return String.join("\n", lines).stripTrailing().stripIndent();
  }
}
