package org.rpicluster.balancer.program.config.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes maps, lists and words as YAML that is read back as the same: what is small stands in one
 * line, what is larger is laid out. O(length). Stateless.
 */
final class YamlText {

  private static final int LINE_MAX = 100;

  /** Words that need no quotes: nothing else begins like these, or reads them as numbers. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*|\\d+(?:ms|[smh]|[KMG]iB|%)");

  /** What YAML 1.1 and 1.2 take for something else than text. */
  private static final Set<String> NO_TEXT =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "~");

  private YamlText() {}

  /**
   * A text that must not be quoted: a number, a flag, a duration, a percentage.
   *
   * @param text as it is written
   */
  record Bare(String text) {}

  /** A document of one map. */
  static String document(Map<String, ?> map) {
    StringBuilder text = new StringBuilder();
    entries(text, map, "");
    return text.toString();
  }

  private static void entries(StringBuilder text, Map<?, ?> map, String indent) {
    map.forEach(
        (key, value) -> {
          text.append(indent).append(scalar(key)).append(':');
          value(text, value, indent);
        });
  }

  private static void value(StringBuilder text, Object value, String indent) {
    String inOneLine = flow(value);
    if (inOneLine.length() + indent.length() <= LINE_MAX || !isLarge(value)) {
      text.append(' ').append(inOneLine).append('\n');
    } else if (value instanceof Map<?, ?> map) {
      text.append('\n');
      entries(text, map, indent + "  ");
    } else {
      text.append('\n');
      ((List<?>) value).forEach(item -> item(text, item, indent + "  "));
    }
  }

  private static void item(StringBuilder text, Object item, String indent) {
    String inOneLine = flow(item);
    if (inOneLine.length() + indent.length() <= LINE_MAX || !(item instanceof Map<?, ?>)) {
      text.append(indent).append("- ").append(inOneLine).append('\n');
      return;
    }
    StringBuilder map = new StringBuilder();
    entries(map, (Map<?, ?>) item, indent + "  ");
    text.append(indent).append("- ").append(map.substring(indent.length() + 2));
  }

  private static boolean isLarge(Object value) {
    return value instanceof Map<?, ?> map && !map.isEmpty()
        || value instanceof Collection<?> list && !list.isEmpty();
  }

  private static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> scalar(e.getKey()) + ": " + flow(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    return scalar(value);
  }

  private static String scalar(Object value) {
    return value instanceof Bare bare ? bare.text() : word(value.toString());
  }

  private static String word(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7F || c >= 0x80 && c < 0xA0) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
