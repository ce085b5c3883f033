package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.program.config.Source;

/**
 * Joins the lines of a file as {@code ap_cfg_getline} does: a backslash before the line end joins
 * the next line, a carriage return before it is ignored, blanks at both ends of the whole are cut.
 * Comments are joined as well, and so swallow the line behind a backslash. Empty lines are left
 * out. O(length). Stateless.
 */
final class LineReader {

  private LineReader() {}

  static List<LogicalLine> lines(Source source) {
    List<LogicalLine> lines = new ArrayList<>();
    List<String> physical = physical(source.text());
    int at = 0;
    while (at < physical.size()) {
      int first = at;
      StringBuilder joined = new StringBuilder();
      boolean more = true;
      while (more && at < physical.size()) {
        String line = physical.get(at++);
        more = line.endsWith("\\");
        joined.append(more ? line.substring(0, line.length() - 1) : line);
      }
      add(lines, source, first, at - first, joined.toString());
    }
    return lines;
  }

  /** Only a line feed ends a line; one at the end of the file begins none. */
  private static List<String> physical(String text) {
    List<String> physical = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end;
      boolean carriage = next > from && end >= 0 && text.charAt(next - 1) == '\r';
      physical.add(text.substring(from, carriage ? next - 1 : next));
      from = next + 1;
    }
    return physical;
  }

  private static void add(
      List<LogicalLine> lines, Source source, int first, int physical, String joined) {
    String text = joined.strip();
    if (!text.isEmpty()) {
      int column = joined.length() - joined.stripLeading().length() + 1;
      lines.add(new LogicalLine(source.at(first + 1, column), text, physical));
    }
  }
}
