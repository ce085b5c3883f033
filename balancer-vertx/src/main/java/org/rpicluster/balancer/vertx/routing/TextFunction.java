package org.rpicluster.balancer.vertx.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rpicluster.balancer.vertx.http.PercentEscape;

/**
 * The functions that templates may apply to a text, which has a character for each byte. Stateless;
 * any thread. Apache's internal maps.
 */
enum TextFunction {
  TOLOWER {
    @Override
    String of(String text) {
      return ascii(text, 'A', 'Z');
    }
  },
  TOUPPER {
    @Override
    String of(String text) {
      return ascii(text, 'a', 'z');
    }
  },
  ESCAPE {
    @Override
    String of(String text) {
      return WrittenPath.of(text);
    }
  },
  UNESCAPE {
    @Override
    String of(String text) {
      return unescaped(text);
    }
  };

  /** Between a letter of ASCII and the same of the other case. */
  private static final int CASE = 'a' ^ 'A';

  abstract String of(String text);

  static Optional<TextFunction> named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** What is beyond ASCII is part of a longer character, and stays. */
  private static String ascii(String text, char from, char to) {
    StringBuilder changed = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      changed.append(c >= from && c <= to ? (char) (c ^ CASE) : c);
    }
    return changed.toString();
  }

  /** An escape that is none stays as it is. */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int escaped = PercentEscape.at(text, i);
      plain.append(escaped < 0 ? text.charAt(i) : (char) escaped);
      i += escaped < 0 ? 0 : PercentEscape.LENGTH - 1;
    }
    return plain.toString();
  }
}
