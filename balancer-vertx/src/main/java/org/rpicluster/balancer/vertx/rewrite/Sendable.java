package org.rpicluster.balancer.vertx.rewrite;

import java.util.Locale;

/**
 * A part of a URL that a rule leaves as it is, but for what would break the line that it stands in:
 * blanks, control characters, bytes beyond ASCII. Stateless.
 */
final class Sendable {

  private Sendable() {}

  static String of(String text) {
    boolean isSendable = text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (isSendable) {
      return text;
    }
    StringBuilder sendable = new StringBuilder(text.length() + 16);
    for (char c : text.toCharArray()) {
      if (c > ' ' && c < 0x7F) {
        sendable.append(c);
      } else {
        sendable.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return sendable.toString();
  }
}
