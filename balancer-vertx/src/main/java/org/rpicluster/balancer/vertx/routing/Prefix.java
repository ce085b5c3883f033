package org.rpicluster.balancer.vertx.routing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * The prefix of a route as people write it, {@code /my%20files}, and as it is compared, plain:
 * {@code /my files}, a character for each byte. For configurations, and not for requests.
 * Stateless.
 */
public final class Prefix {

  private static final String LETTERS_AS_THEY_ARE = "-._~!$&'()*+,=:@/";

  /** {@code / ; ? \}: escaped they are one thing to some servers and another to others. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("%(?:2F|3B|3F|5C)", Pattern.CASE_INSENSITIVE);

  private Prefix() {}

  /**
   * Reads a prefix.
   *
   * @param name what the message calls it
   * @param written in the form in which it stands in URLs
   * @return the plain prefix
   * @throws IllegalArgumentException if no request could match it: the message says why
   */
  public static String read(String name, String written) {
    Optional<String> complaint = complaint(written);
    if (complaint.isPresent()) {
      throw new IllegalArgumentException(Check.message(name, "'" + written + "'", complaint.get()));
    }
    return PlainPath.of(written);
  }

  private static Optional<String> complaint(String written) {
    if (!written.startsWith("/")) {
      return Optional.of("a path that begins with /");
    }
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if ("?#\\;".indexOf(c) >= 0) {
        return Optional.of("no " + c + ", a route goes by the path alone");
      }
      if (c <= ' ' || c >= 0x7F) {
        return Optional.of(
            "an escape, " + escaped(written.codePointAt(i)) + ", at character " + (i + 1));
      }
    }
    if (AMBIGUOUS.matcher(written).find()) {
      return Optional.of("no escaped / ; ? or \\");
    }
    boolean whole = !written.contains("//") && !PlainPath.of(written).equals(PlainPath.NONE);
    return whole ? Optional.empty() : Optional.of("no empty or dot segment, and no broken escape");
  }

  private static String escaped(int codePoint) {
    return written(
        new String(
            Character.toString(codePoint).getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1));
  }

  /** A plain prefix as it stands in URLs. */
  static String written(String plain) {
    StringBuilder written = new StringBuilder(plain.length());
    for (char c : plain.toCharArray()) {
      boolean asItIs =
          c < 0x7F && Character.isLetterOrDigit(c) || LETTERS_AS_THEY_ARE.indexOf(c) >= 0;
      if (asItIs) {
        written.append(c);
      } else {
        written.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return written.toString();
  }
}
