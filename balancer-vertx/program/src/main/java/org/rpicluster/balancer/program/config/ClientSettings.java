package org.rpicluster.balancer.program.config;

import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.forwarded.ClientHeader;
import org.rpicluster.balancer.vertx.http.PathRules;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ClientTimeouts;

/**
 * The settings of clients: which proxies are believed about them, and what they may take.
 * Immutable.
 *
 * @param trustedProxies addresses and CIDR blocks whose forwarded fields are believed
 * @param requestId the field for the id of a request, if requests are to have one
 * @param limits how much a client may take
 * @param timeouts how long a client may take
 * @param paths what is done about the spelling of paths
 * @param clientHeader the field in which those proxies name the client, if it is one of their own
 */
public record ClientSettings(
    List<String> trustedProxies,
    Optional<String> requestId,
    ClientLimits limits,
    ClientTimeouts timeouts,
    PathRules paths,
    Optional<ClientHeader> clientHeader) {

  /** With paths as they were written. */
  public ClientSettings(
      List<String> trustedProxies,
      Optional<String> requestId,
      ClientLimits limits,
      ClientTimeouts timeouts) {
    this(trustedProxies, requestId, limits, timeouts, PathRules.AS_WRITTEN, Optional.empty());
  }

  /** No proxy is believed, requests have no id, and limits and timeouts are safe. */
  public static final ClientSettings DEFAULT =
      new ClientSettings(List.of(), Optional.empty(), ClientLimits.DEFAULT, ClientTimeouts.DEFAULT);

  /** Copies the list. */
  public ClientSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * Checks the name of a field for request ids, and gives it back.
   *
   * @throws IllegalArgumentException if it is none that a proxy may set as it likes
   */
  public static String requireField(String name) {
    boolean good = name.matches("[Xx]-[A-Za-z0-9-]{1,62}|[Rr]equest-[Ii]d");
    boolean vouched = name.regionMatches(true, 0, "X-Forwarded", 0, 11);
    boolean free = !vouched && !name.equalsIgnoreCase("X-Real-IP");
    Check.argument(good && free, "requestId", name, "the name of a field such as X-Request-Id");
    return name;
  }
}
