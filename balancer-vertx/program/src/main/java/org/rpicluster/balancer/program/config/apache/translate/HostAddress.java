package org.rpicluster.balancer.program.config.apache.translate;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of {@code Listen} or {@code <VirtualHost>}. Immutable.
 *
 * @param host {@code *} for every one; of IPv6 without the brackets
 * @param port 0 for every one
 */
record HostAddress(String host, int port) {

  static final String EVERY = "*";

  private static final int PORT_MAX = 65_535;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.%]{2,60})]|(\\*|[A-Za-z0-9._-]{1,253}))(?::(\\d{1,5}|\\*))?");

  /** Reads {@code host[:port]}; empty if it is none. */
  static Optional<HostAddress> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String port = matcher.group(3);
    int number = port == null || port.equals("*") ? 0 : Integer.parseInt(port);
    boolean every = host.equalsIgnoreCase("_default_") || host.equals("0.0.0.0");
    return number <= PORT_MAX
        ? Optional.of(new HostAddress(every ? EVERY : host, number))
        : Optional.empty();
  }

  /** Reads what {@code Listen} takes: a port alone as well. */
  static Optional<HostAddress> parseListen(String text) {
    Optional<Integer> port = ParameterType.number(text).filter(n -> n > 0 && n <= PORT_MAX);
    return port.isPresent()
        ? port.map(n -> new HostAddress(EVERY, n))
        : parse(text).filter(address -> address.port() > 0);
  }

  /** Whether its address has to be looked up: what looks like one and is none has to be as well. */
  boolean isName() {
    return !isEvery() && !InetAddresses.isInetAddress(host);
  }

  boolean isEvery() {
    return host.equals(EVERY);
  }
}
