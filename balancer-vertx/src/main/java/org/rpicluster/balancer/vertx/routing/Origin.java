package org.rpicluster.balancer.vertx.routing;

import java.util.Optional;
import org.rpicluster.balancer.vertx.http.Authority;

/**
 * Scheme, host and port at the start of a URL. Immutable.
 *
 * @param tls whether it is https
 * @param host as it is written; of an IPv6 address without the brackets
 * @param port the scheme's own where none is written
 * @param length of its text
 */
public record Origin(boolean tls, String host, int port, int length) {

  /** The origin of an absolute http or https URL; empty for any other text. */
  public static Optional<Origin> of(String url) {
    boolean tls = url.regionMatches(true, 0, "https://", 0, 8);
    if (!tls && !url.regionMatches(true, 0, "http://", 0, 7)) {
      return Optional.empty();
    }
    int start = tls ? 8 : 7;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(start, end);
    if (!Authority.isValid(authority)) {
      return Optional.empty();
    }
    int hostEnd = Authority.hostEnd(authority);
    int port = Authority.port(authority, tls ? 443 : 80);
    String host = Authority.bare(authority.substring(0, hostEnd));
    return Optional.of(new Origin(tls, host, port, end));
  }

  /** Whether it is the same place, wherever it was read. */
  public boolean isSameAs(Origin other) {
    return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /**
   * Whether it is the same host and port, whatever the scheme: an application behind a proxy that
   * speaks TLS says https of itself. A port that is the scheme's own is as good as none.
   */
  public boolean isSamePlaceAs(Origin other) {
    boolean samePort = port == other.port || isOwnPort() && other.isOwnPort();
    return samePort && host.equalsIgnoreCase(other.host);
  }

  private boolean isOwnPort() {
    return port == (tls ? 443 : 80);
  }
}
