package org.rpicluster.balancer.vertx.http;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * The {@code Via} field as one proxy writes and reads it. Immutable; any thread. RFC 9110 §7.6.3.
 */
public final class Via {

  /** A pseudonym, or host and port. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~\\[\\]:-]{1,255}");

  private final String name;
  private final String http10;
  private final String http11;
  private final String http2;

  /** Of the proxy with this name for itself, other than any other proxy's. */
  public Via(String name) {
    this.name = name;
    http10 = "1.0 " + name;
    http11 = "1.1 " + name;
    http2 = "2.0 " + name;
  }

  /**
   * Of a name that a configuration has.
   *
   * @throws IllegalArgumentException if it cannot stand in the field
   */
  public static Via named(String name) {
    boolean good = NAME.matcher(name).matches();
    Check.argument(good, "via", name, "a host, with or without a port, or a word");
    return new Via(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Via that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The proxy's name for itself. */
  public String name() {
    return name;
  }

  /** The field of a message that came in HTTP/1.1. */
  public String afterHttp11(List<String> lines) {
    return appended(lines, http11);
  }

  /** The field of a message that came in HTTP/1.0. */
  public String afterHttp10(List<String> lines) {
    return appended(lines, http10);
  }

  /** The field of a message that came in HTTP/2. */
  public String afterHttp2(List<String> lines) {
    return appended(lines, http2);
  }

  private static String appended(List<String> before, String own) {
    return before.isEmpty() ? own : String.join(", ", before) + ", " + own;
  }

  /** Whether a message with these lines has been here before. */
  public boolean isIn(List<String> lines) {
    for (String line : lines) {
      if (line.contains(name) && isReceiverIn(line)) {
        return true;
      }
    }
    return false;
  }

  /** The second word of an element is who received it; a comment may follow. */
  private boolean isReceiverIn(String line) {
    for (String element : line.split(",")) {
      String[] words = element.trim().split("[ \t]+", 3);
      if (words.length >= 2 && words[1].equals(name)) {
        return true;
      }
    }
    return false;
  }
}
