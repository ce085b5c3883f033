package org.rpicluster.balancer.vertx.manager;

import com.google.common.net.InetAddresses;
import java.util.List;
import org.rpicluster.balancer.vertx.http.Authority;
import org.rpicluster.balancer.vertx.routing.Hosts;

/**
 * The hosts that the manager answers to: those it is told, and those that no stranger can have a
 * name server say are here. A page of a stranger's name that is made to lead to this machine (DNS
 * rebinding) comes with that name as its host, and would else be a page of the manager's own.
 *
 * <p>Known anyway are addresses, names of one part such as {@code pi1}, and those under domains
 * that are not in the public DNS: {@code localhost} (RFC 6761), {@code local} (RFC 6762), {@code
 * home.arpa} (RFC 8375), {@code internal} (ICANN, 2024). O(names); immutable.
 */
public final class ManagerHosts {

  /** Only those that are known anyway. */
  public static final ManagerHosts PRIVATE = new ManagerHosts(List.of());

  private static final List<String> PRIVATE_DOMAINS =
      List.of(".localhost", ".local", ".home.arpa", ".internal");

  private final Hosts told;

  /**
   * With names of its own.
   *
   * @param names such as {@code balancer.example.org} or {@code *.example.org}
   */
  public ManagerHosts(List<String> names) {
    told = new Hosts(names);
  }

  /**
   * Whether it answers to a host, with or without a port; a request without one is no browser's.
   */
  boolean have(String authority) {
    return authority.isEmpty()
        || isPrivate(Authority.host(authority))
        || !told.names().isEmpty() && told.have(authority);
  }

  private static boolean isPrivate(String host) {
    return host.indexOf('.') < 0
        || host.startsWith("[")
        || InetAddresses.isInetAddress(host)
        || PRIVATE_DOMAINS.stream().anyMatch(host::endsWith);
  }
}
