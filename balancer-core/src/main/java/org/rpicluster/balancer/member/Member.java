package org.rpicluster.balancer.member;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * One server behind the balancer: who it is and how it is set up. Immutable; an edit makes another
 * one with the same id, and everything that was counted or learnt goes on under that id.
 *
 * @param id unique in its cluster; {@code host:port} unless given, of a Unix socket its file name
 * @param url scheme, host and port, nothing else; or {@code unix:/path}
 * @param weight its share of the work
 * @param set members with the lowest usable set serve first; 0 to 99. Apache's {@code lbset}
 * @param role when it takes part
 * @param state what the operator wants
 * @param route the text in a cookie or URL that names it, empty for none
 * @param redirect the route to use while this member cannot serve, empty for none
 * @param maxInFlight the most requests at one time, 0 for no limit
 * @param probePort the port that probes connect to, 0 for the one that all of its cluster have
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
    int maxInFlight,
    int probePort) {

  private static final String URL = "scheme://host[:port] or unix:/path, and nothing else";

  /** The last port that there is. */
  public static final int PORT_MAX = 65_535;

  /** The room in Linux' {@code sockaddr_un}: 108 bytes, the last of them 0. See unix(7). */
  private static final int SOCKET_BYTES_MAX = 107;

  /**
   * What ends no cookie's value, that of another program included: RFC 6265 §4.1.1 has no blanks
   * and ASCII alone, applications keep to it less. Longer ones would be no names any more.
   */
  private static final Pattern ROUTE =
      Pattern.compile("(?! )[ !#-+\\--:<-\\[\\]-~\u00a1-\ufffd]{0,128}(?<! )");

  private static final String ROUTE_EXPECTED =
      "at most 128 letters without quotes, commas, semicolons and backslashes";

  private static final String PROBE_PORT = "1 to " + PORT_MAX + ", or 0; 0 with unix:";

  /** Checks every value. */
  public Member {
    // The URL first: without a good one there is no id either, and that is not the news.
    int written = UrlHost.port(url);
    boolean port = written == -1 || written > 0 && written <= PORT_MAX;
    Check.argument(port, "url", url, "a port from 1 to " + PORT_MAX);
    Check.argument(isSocket(url) || isOrigin(url), "url", url, URL);
    Check.argument(!id.isBlank(), "id", "'" + id + "'", "a name");
    Check.argument(set >= 0 && set <= 99, "set", set, "0 to 99");
    Check.argument(isRoute(route), "route", "'" + route + "'", ROUTE_EXPECTED);
    Check.argument(isRoute(redirect), "redirect", "'" + redirect + "'", ROUTE_EXPECTED);
    Check.argument(maxInFlight >= 0, "maxInFlight", maxInFlight, "0 for no limit, or more");
    Check.argument(isProbePort(probePort, url), "probePort", probePort, PROBE_PORT);
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
        .maxInFlight(maxInFlight)
        .probePort(probePort);
  }

  private static boolean isProbePort(int port, URI url) {
    return port == 0 || port > 0 && port <= PORT_MAX && !isSocket(url);
  }

  private static boolean isRoute(String text) {
    return ROUTE.matcher(text).matches();
  }

  /** How it is spoken to. */
  public Scheme scheme() {
    return Scheme.of(url);
  }

  /** The host, of an IPv6 address without the brackets; of a Unix socket {@code localhost}. */
  public String host() {
    String host = UrlHost.of(url);
    if (host.isEmpty()) {
      return "localhost";
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, which the scheme decides where the URL names none; of a Unix socket 0. */
  public int port() {
    int written = UrlHost.port(url);
    return written == -1 ? scheme().defaultPort() : written;
  }

  /** Host and port as the URL has them, which a Host field names it by. */
  public String authority() {
    return url.getRawAuthority() == null ? "localhost" : url.getRawAuthority();
  }

  /** What its own absolute links begin with, without a slash at the end: {@code http://pi1}. */
  public String origin() {
    String web =
        switch (scheme()) {
          case HTTP, H2C, UNIX -> "http";
          case HTTPS, H2 -> "https";
          case OTHER -> url.getScheme();
        };
    return web + "://" + authority();
  }

  /** The name that it has unless it is given one; empty if the URL is no good. */
  static String idOf(URI url) {
    if (isSocket(url)) {
      return url.getRawPath().substring(url.getRawPath().lastIndexOf('/') + 1);
    }
    String host = UrlHost.of(url);
    boolean named = !host.isEmpty() && url.getScheme() != null;
    int written = UrlHost.port(url);
    return named ? host + ":" + (written == -1 ? Scheme.of(url).defaultPort() : written) : "";
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Check.message("url", url, URL), e);
    }
  }

  private static boolean isOrigin(URI url) {
    return url.getScheme() != null
        && !UrlHost.of(url).isEmpty()
        && hasPort(url)
        && url.getRawUserInfo() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static boolean hasPort(URI url) {
    return UrlHost.port(url) != -1 || Scheme.of(url).defaultPort() > 0;
  }

  /** An absolute path; a relative one makes a URI that has no path at all. */
  private static boolean isSocket(URI url) {
    return Scheme.of(url) == Scheme.UNIX
        && url.getRawAuthority() == null
        && url.getPath() != null
        && !url.getPath().endsWith("/")
        && url.getPath().indexOf('\0') < 0
        && url.getPath().getBytes(StandardCharsets.UTF_8).length <= SOCKET_BYTES_MAX
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}
