package org.rpicluster.balancer.vertx.settings;

import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * An address to listen at. Immutable.
 *
 * @param host a name or an address, of IPv6 without the brackets
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {

  private static final Pattern PORT = Pattern.compile("\\d{1,9}");

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
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    String port = text.substring(colon + 1);
    boolean good = Authority.isHost(host) && PORT.matcher(port).matches();
    Check.argument(good, "listen", text, "host:port such as 0.0.0.0:8080");
    return new ListenAddress(Authority.bare(host), Integer.parseInt(port));
  }

  /** The same host with another port: the one that the system chose. */
  public ListenAddress withPort(int actualPort) {
    return new ListenAddress(host, actualPort);
  }

  /** {@code host:port}, with brackets round an IPv6 address. */
  @Override
  public String toString() {
    return Authority.bracketed(host) + ":" + port;
  }
}
