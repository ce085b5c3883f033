package org.rpicluster.balancer.vertx.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * An address to listen at. Immutable.
 *
 * @param host a name or an address, of IPv6 without the brackets
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253})):(\\d{1,9})");

  private static final int PORT_MAX = 65_535;

  /** Checks the port. */
  public ListenAddress {
    Check.argument(port >= 0 && port <= PORT_MAX, "port", port, "0 to 65535");
  }

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ListenAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    Check.argument(matcher.matches(), "listen", text, "host:port such as 0.0.0.0:8080");
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new ListenAddress(host, Integer.parseInt(matcher.group(3)));
  }

  /** The same host with another port: the one that the system chose. */
  public ListenAddress withPort(int actualPort) {
    return new ListenAddress(host, actualPort);
  }

  /** {@code host:port}, with brackets round an IPv6 address. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
