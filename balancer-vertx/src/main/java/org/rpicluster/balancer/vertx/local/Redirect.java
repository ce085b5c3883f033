package org.rpicluster.balancer.vertx.local;

import java.util.List;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * A redirect: where a route sends its clients. What is not said stays as the client asked for it.
 * Immutable. RFC 9110 §15.4; Apache's {@code Redirect}.
 *
 * @param status of the answer; with 410 there is no other address
 * @param scheme {@code http} or {@code https}; empty for the client's
 * @param host a name or an address; empty for the one that the client asks for
 * @param port 0 if none is said: then it is the scheme's own, or the client's where neither scheme
 *     nor host change
 * @param to a path or a URL, which takes the place of the route's path; empty for the same path
 */
public record Redirect(int status, String scheme, String host, int port, String to) {

  /** Apache's and nginx' default: browsers ask again the next time. */
  public static final int STATUS_DEFAULT = 302;

  /** It was here, and there is no other address. */
  static final int GONE = 410;

  /** The largest port. */
  public static final int PORT_MAX = 65_535;

  private static final String STATUSES_EXPECTED = "301, 302, 303, 307, 308 or 410";
  static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308, GONE);

  private static final String NO_ADDRESS = "left out with status 410";

  /** Checks each part, and whether they go together. */
  public Redirect {
    requireStatus(status);
    requireScheme(scheme);
    requireHost(host);
    Check.argument(port >= 0 && port <= PORT_MAX, "redirect.port", port, "1 to " + PORT_MAX);
    RedirectTarget target = RedirectTarget.parse(to);
    boolean hasParts = !scheme.isEmpty() || !host.isEmpty() || port > 0;
    if (status == GONE) {
      Check.argument(!hasParts && to.isEmpty(), "redirect", "an address", NO_ADDRESS);
    } else {
      Check.argument(hasParts || !to.isEmpty(), "redirect", "nowhere", "to, scheme, host or port");
      boolean isTwice = hasParts && !target.origin().isEmpty();
      Check.argument(!isTwice, "redirect.to", to, "a path, beside scheme, host and port");
    }
  }

  /** To a path or a URL, for now. */
  public static Redirect to(String to) {
    return new Redirect(STATUS_DEFAULT, "", "", 0, to);
  }

  /** Checks a status. */
  static int requireStatus(int status) {
    Check.argument(STATUSES.contains(status), "redirect.status", status, STATUSES_EXPECTED);
    return status;
  }

  /** Checks a scheme; empty is good. */
  static String requireScheme(String scheme) {
    boolean isKnown = scheme.isEmpty() || scheme.equals("http") || scheme.equals("https");
    Check.argument(isKnown, "redirect.scheme", scheme, "http or https");
    return scheme;
  }

  /** Checks a host; empty is good. */
  static String requireHost(String host) {
    boolean isHost =
        host.isEmpty() || Authority.isValid(host) && Authority.hostEnd(host) >= host.length() - 1;
    boolean hasPort = !host.startsWith("[") && host.indexOf(':') >= 0 || host.matches(".*]:.*");
    String expected = "a name or an address, without port";
    Check.argument(isHost && !hasPort, "redirect.host", host, expected);
    return host;
  }

  /** Checks a path or a URL; empty is good. */
  static String requireTo(String to) {
    RedirectTarget.parse(to);
    return to;
  }
}
