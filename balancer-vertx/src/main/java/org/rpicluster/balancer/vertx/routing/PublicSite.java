package org.rpicluster.balancer.vertx.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;

/**
 * By which scheme, host and port clients are told of the site: those that are said, and of the rest
 * those by which the client has asked; a port alone only counts where the client has said none.
 * Immutable. Apache's {@code ServerName} and {@code UseCanonicalName}.
 *
 * @param scheme {@code http}, {@code https}, or empty
 * @param host a name or address, or empty
 * @param port digits, or empty
 */
record PublicSite(String scheme, String host, String port) {

  static final String FORM = "a URL without a path: https://example.org, //example.org, //:8080";

  private static final Pattern TEXT =
      Pattern.compile("(?:(https?):)?//([^/:?#@\\[\\]\\s]+|\\[[0-9A-Fa-f:.]+])?(?::([0-9]{1,5}))?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or says nothing
   */
  static PublicSite of(String text) {
    Matcher matcher = TEXT.matcher(text);
    boolean good = matcher.matches() && text.length() > 2;
    Check.argument(good, "site", text, FORM);
    PublicSite site = new PublicSite(said(matcher, 1), said(matcher, 2), said(matcher, 3));
    boolean isUrl = site.host.isEmpty() || Origin.of("http://" + site.authority("")).isPresent();
    Check.argument(isUrl, "site", text, FORM);
    return site;
  }

  private static String said(Matcher matcher, int group) {
    return matcher.group(group) == null ? "" : matcher.group(group);
  }

  /**
   * Scheme and authority; empty if there is no host.
   *
   * @param asked the scheme by which the client has asked
   * @param authority the host that it has asked for, with its port if it said one
   */
  String here(String asked, String authority) {
    String by = scheme.isEmpty() ? asked : scheme;
    if (!host.isEmpty()) {
      return by + "://" + authority(by);
    }
    boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
    String whole = hasPort ? authority : authority + shown(by);
    return authority.isEmpty() ? "" : by + "://" + whole;
  }

  private String authority(String by) {
    return host + shown(by);
  }

  private String shown(String by) {
    boolean isOwn = port.equals(by.equals("https") ? "443" : "80");
    return port.isEmpty() || isOwn ? "" : ":" + port;
  }
}
