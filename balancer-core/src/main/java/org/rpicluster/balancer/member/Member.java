package org.rpicluster.balancer.member;

import java.net.URI;
import org.rpicluster.balancer.check.Check;

/**
 * One server behind the balancer: who it is and how it is set up. Immutable; an edit makes another
 * one with the same id, and everything that was counted or learnt goes on under that id.
 *
 * @param id unique in its cluster; {@code host:port} unless given
 * @param url scheme, host and port, nothing else
 * @param weight its share of the work
 * @param set members with the lowest usable set serve first; 0 to 99. Apache's {@code lbset}
 * @param role when it takes part
 * @param state what the operator wants
 * @param route the text in a cookie or URL that names it, empty for none
 * @param redirect the route to use while this member cannot serve, empty for none
 * @param maxInFlight the most requests at one time, 0 for no limit
 */
public record Member(
    String id,
    URI url,
    Weight weight,
    int set,
    Role role,
    AdminState state,
    String route,
    String redirect,
    int maxInFlight) {

  /** Checks every value. */
  public Member {
    // The URL first: without a good one there is no id either, and that is not the news.
    Check.argument(isOrigin(url), "url", url, "scheme://host[:port] and nothing else");
    Check.argument(!id.isBlank(), "id", "'" + id + "'", "a name");
    Check.argument(set >= 0 && set <= 99, "set", set, "0 to 99");
    Check.argument(maxInFlight >= 0, "maxInFlight", maxInFlight, "0 for no limit, or more");
  }

  /**
   * A member with every setting at its default.
   *
   * @param url such as {@code http://192.168.1.101:80}
   */
  public static Member of(String url) {
    return at(url).build();
  }

  /** A builder for a member at {@code url}, such as {@code http://192.168.1.101:80}. */
  public static MemberBuilder at(String url) {
    return new MemberBuilder(parse(url));
  }

  /** A builder that begins with the settings of this member. */
  public MemberBuilder but() {
    return new MemberBuilder(url)
        .id(id)
        .weight(weight)
        .set(set)
        .role(role)
        .state(state)
        .route(route)
        .redirect(redirect)
        .maxInFlight(maxInFlight);
  }

  /** The host; of an IPv6 address without the brackets. */
  public String host() {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, which the scheme decides where the URL names none: 80, or 443 for https. */
  public int port() {
    return portOf(url);
  }

  /** Whether connections to it are encrypted. */
  public boolean isTls() {
    return url.getScheme().equalsIgnoreCase("https");
  }

  static int portOf(URI url) {
    if (url.getPort() != -1) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Check.message("url", url, "scheme://host[:port] and nothing else"), e);
    }
  }

  private static boolean isOrigin(URI url) {
    return url.getScheme() != null
        && url.getHost() != null
        && url.getPort() <= 65_535
        && url.getPort() != 0
        && url.getRawUserInfo() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}
