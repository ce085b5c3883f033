package org.rpicluster.balancer.program.config.apache.syntax;

import java.util.List;
import java.util.Locale;

/**
 * A macro: lines with parameters in them. Immutable. Apache's {@code mod_macro}.
 *
 * @param definition its first line
 * @param name as it is written; its case does not count
 * @param parameters as they are written, mostly with {@code $} before them; their case counts
 * @param lines what stands in it
 */
record Macro(
    LogicalLine definition, String name, List<String> parameters, List<LogicalLine> lines) {

  /** More would be an attack: parameters may stand for text with many of them. */
  private static final int LINE_MAX = 64 * 1024;

  Macro {
    parameters = List.copyOf(parameters);
    lines = List.copyOf(lines);
  }

  String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Its lines with arguments in the place of the parameters, each made when it is asked for. */
  Iterable<LogicalLine> with(List<String> arguments) {
    return () -> lines.stream().map(line -> with(line, arguments)).iterator();
  }

  private LogicalLine with(LogicalLine line, List<String> arguments) {
    String text = line.isComment() ? line.text() : substituted(line.text(), arguments);
    return new LogicalLine(line.place(), text.strip(), line.physical());
  }

  /** Of parameters that begin alike the longest counts. */
  private String substituted(String text, List<String> arguments) {
    StringBuilder made = new StringBuilder(text.length() + 16);
    int at = 0;
    while (at < text.length() && made.length() < LINE_MAX) {
      int parameter = parameterAt(text, at);
      if (parameter < 0) {
        made.append(text.charAt(at++));
      } else {
        made.append(arguments.get(parameter));
        at += parameters.get(parameter).length();
      }
    }
    return made.toString();
  }

  private int parameterAt(String text, int at) {
    int longest = -1;
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i);
      boolean longer = longest < 0 || parameter.length() > parameters.get(longest).length();
      if (longer && text.startsWith(parameter, at)) {
        longest = i;
      }
    }
    return longest;
  }
}
