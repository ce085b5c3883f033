package org.rpicluster.balancer.house;

/**
 * Java text with every comment, string and character replaced by spaces, line for line and column
 * for column: what is left is code. O(length); for one use by one thread.
 */
final class Blanked {

  private final String text;
  private final StringBuilder code;
  private int at;

  private Blanked(String text) {
    this.text = text;
    this.code = new StringBuilder(text.length());
  }

  static String of(String text) {
    return new Blanked(text).run();
  }

  private String run() {
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        blankUntil("\n", 2, false);
      } else if (text.startsWith("/*", at)) {
        blankUntil("*/", 2, false);
      } else if (text.startsWith("\"\"\"", at)) {
        blankUntil("\"\"\"", 3, true);
      } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
        blankUntil(text.substring(at, at + 1), 1, true);
      } else {
        code.append(text.charAt(at++));
      }
    }
    return code.toString();
  }

  /** Blanks an opening of this length and all up to the end mark, that included. */
  private void blankUntil(String end, int opening, boolean escapes) {
    blank(opening);
    while (at < text.length() && !text.startsWith(end, at)) {
      blank(escapes && text.charAt(at) == '\\' ? 2 : 1);
    }
    blank(end.length());
  }

  private void blank(int count) {
    for (int i = 0; i < count && at < text.length(); i++) {
      code.append(text.charAt(at++) == '\n' ? '\n' : ' ');
    }
  }
}
