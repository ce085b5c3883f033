package org.rpicluster.balancer.vertx.accesslog;

/**
 * Makes of any text printable ASCII that stays within its quotes, so that no client can forge a
 * line or a field. One look at each character; what needs no escape is appended as a whole. Fields
 * are read as Latin-1, a character for each byte. Stateless; any thread. CWE-117.
 */
enum Escape {

  /** As Apache's {@code ap_escape_logitem}: {@code \"}, {@code \\}, {@code \n}, {@code \xhh}. */
  APACHE {
    @Override
    void escaped(StringBuilder line, char c) {
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\b' -> line.append("\\b");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case '\013' -> line.append("\\v");
        default -> {
          if (c > 0xFF) {
            hex(line.append("\\x"), c >> 8, 2);
          }
          hex(line.append("\\x"), c, 2);
        }
      }
    }
  },

  /** As JSON has it, and nothing beyond ASCII. RFC 8259 §7. */
  JSON {
    @Override
    void escaped(StringBuilder line, char c) {
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        default -> hex(line.append("\\u"), c, 4);
      }
    }
  };

  private static final String HEX = "0123456789abcdef";

  /** Appends one character that needs it. */
  abstract void escaped(StringBuilder line, char c);

  /** Appends a text. */
  void append(StringBuilder line, String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        line.append(text, from, i);
        escaped(line, c);
        from = i + 1;
      }
    }
    line.append(text, from, text.length());
  }

  private static void hex(StringBuilder line, int value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      line.append(HEX.charAt(value >> shift & 0xF));
    }
  }
}
