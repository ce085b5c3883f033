package org.rpicluster.balancer.vertx.forwarded;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address as proxies write it: {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1},
 * {@code [2001:db8::1]:80}. O(length), stateless; any thread. RFC 7239 §6.
 */
final class Node {

  /** An IPv6 address that holds an IPv4 address, in brackets, and a port. */
  private static final int LENGTH_MAX = 53;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

  private static final Pattern OBFUSCATED = Pattern.compile("_[A-Za-z0-9._-]+");

  private Node() {}

  /** The address; nothing for an obfuscated name, {@code unknown}, and whatever is none. */
  static Optional<InetAddress> address(String text) {
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    String bare = withoutPort(text);
    // Guava takes the digits of every script, and a scope that means nothing here.
    boolean plain = bare.chars().allMatch(c -> c < 0x7F && c != '%');
    boolean good = plain && InetAddresses.isInetAddress(bare);
    return good ? Optional.of(InetAddresses.forString(bare)) : Optional.empty();
  }

  /** Empty if what stands behind the address is no port. */
  private static String withoutPort(String text) {
    int close = text.indexOf(']');
    if (text.startsWith("[") && close > 0) {
      String inside = text.substring(1, close);
      return inside.indexOf(':') >= 0 && isPortOrEnd(text, close + 1) ? inside : "";
    }
    int colon = text.indexOf(':');
    if (colon < 0 || text.indexOf(':', colon + 1) >= 0) {
      return text;
    }
    return isPortOrEnd(text, colon) ? text.substring(0, colon) : "";
  }

  private static boolean isPortOrEnd(String text, int at) {
    return at == text.length() || text.charAt(at) == ':' && isPort(text.substring(at + 1));
  }

  /** Digits, or a name that hides them: RFC 7239 §6. */
  private static boolean isPort(String port) {
    return OBFUSCATED.matcher(port).matches()
        || DIGITS.matcher(port).matches() && Integer.parseInt(port) <= 65_535;
  }
}
