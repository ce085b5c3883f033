package org.rpicluster.balancer.vertx.http;

import java.util.HexFormat;
import java.util.Locale;

/**
 * The grammar of {@code host:port}, as it stands in a Host field, an absolute target, {@code
 * :authority}, and the address of a listener: a name or address, and perhaps a port. No user info,
 * no path, no list. Stateless; any thread. RFC 9110 §7.2, RFC 3986 §3.2.
 */
public final class Authority {

  /** A DNS name has at most 253 characters; with room for a port. */
  private static final int LENGTH_MAX = 260;

  private Authority() {}

  /** Whether {@code text} is {@code host} or {@code host:port}. */
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return false;
    }
    return text.charAt(0) == '[' ? isBracketed(text) : isNamed(text);
  }

  /** Whether {@code text} is a {@code host} without a port. */
  public static boolean isHost(String text) {
    return isValid(text) && (text.endsWith("]") || text.indexOf(':') < 0);
  }

  /** The host in {@code host:port}, in lower case and without its final dot. */
  public static String host(String authority) {
    return authority.substring(0, hostEnd(authority)).toLowerCase(Locale.ROOT);
  }

  /** Where the host ends in {@code host:port}, its final dot left out. */
  public static int hostEnd(String authority) {
    int colon = authority.lastIndexOf(':');
    int end = colon > authority.lastIndexOf(']') ? colon : authority.length();
    return end > 1 && authority.charAt(end - 1) == '.' ? end - 1 : end;
  }

  /** The port in {@code host:port}, of a valid authority; {@code unless} where none is written. */
  public static int port(String authority, int unless) {
    int colon = authority.lastIndexOf(':');
    boolean written = colon > authority.lastIndexOf(']') && colon + 1 < authority.length();
    return written ? Integer.parseInt(authority, colon + 1, authority.length(), 10) : unless;
  }

  /** A host as it stands in an authority: an IPv6 address in brackets. */
  public static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  /** A host without the brackets of an IPv6 address. */
  public static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isNamed(String text) {
    int colon = text.indexOf(':');
    int end = colon < 0 ? text.length() : colon;
    for (int i = 0; i < end; i++) {
      if (!isHostCharacter(text.charAt(i))) {
        return false;
      }
    }
    return end > 0 && (colon < 0 || isPort(text, colon + 1));
  }

  private static boolean isBracketed(String text) {
    int close = text.indexOf(']');
    if (close < 3) {
      return false; // [::] is the shortest
    }
    for (int i = 1; i < close; i++) {
      char c = text.charAt(i);
      if (!HexFormat.isHexDigit(c) && c != ':' && c != '.') {
        return false;
      }
    }
    return close == text.length() - 1 || text.charAt(close + 1) == ':' && isPort(text, close + 2);
  }

  private static boolean isHostCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** Empty, or 0 to 65535: RFC 3986 lets the colon stand alone. */
  private static boolean isPort(String text, int from) {
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = 10 * port + (c - '0');
      if (port > 65_535) {
        return false;
      }
    }
    return true;
  }
}
