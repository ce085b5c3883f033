package org.rpicluster.balancer.vertx.access;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Makes a line of Apache's combined format: {@code %h %l %u %t "%r" %>s %b "%{Referer}i"
 * "%{User-agent}i"}. Whatever the client sent, the line is one line of printable ASCII whose quotes
 * pair, so nobody can forge another one.
 *
 * <p>O(length), with one builder and one string allocated for each line. Any thread.
 *
 * @see <a href="https://httpd.apache.org/docs/2.4/mod/mod_log_config.html">mod_log_config</a>
 */
final class CombinedFormat {

  /** Most lines fit, so that the builder need not grow. */
  private static final int LINE_USUALLY = 256;

  private static final String HEX = "0123456789abcdef";

  private final LogTime time;

  CombinedFormat(ZoneId zone) {
    time = new LogTime(zone);
  }

  /** The line, with its end. */
  String line(AccessEntry entry) {
    StringBuilder line = new StringBuilder(LINE_USUALLY);
    // Who it is (ident, basic authentication) is for members to ask, not for the balancer.
    line.append(entry.host()).append(" - - ").append(time.text(entry.received())).append(' ');
    quoted(line, entry.requestLine());
    // As in Apache, an answer that was never sent and a body of no bytes are a hyphen.
    number(line.append(' '), entry.status());
    number(line.append(' '), entry.bytesToClient());
    quoted(line.append(' '), entry.referer());
    quoted(line.append(' '), entry.userAgent());
    return line.append('\n').toString();
  }

  private static void number(StringBuilder line, long number) {
    if (number > 0) {
      line.append(number);
    } else {
      line.append('-');
    }
  }

  private static void quoted(StringBuilder line, String text) {
    line.append('"');
    if (isPlain(text)) {
      line.append(text);
    } else {
      text.chars().forEach(c -> escaped(line, (char) c));
    }
    line.append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }

  /** As Apache's {@code ap_escape_logitem} does. */
  private static void escaped(StringBuilder line, char c) {
    if (isPlain(c)) {
      line.append(c);
      return;
    }
    switch (c) {
      case '"', '\\' -> line.append('\\').append(c);
      case '\b' -> line.append("\\b");
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      case '\013' -> line.append("\\v");
      default -> inHex(line, c);
    }
  }

  /** Fields are read as Latin-1, one character for each byte; anything wider is taken apart. */
  private static void inHex(StringBuilder line, char c) {
    if (c <= 0xFF) {
      hexByte(line, c);
    } else {
      for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
        hexByte(line, b & 0xFF);
      }
    }
  }

  private static void hexByte(StringBuilder line, int value) {
    line.append("\\x").append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xF));
  }
}
