package org.rpicluster.balancer.vertx.routing;

/**
 * The mapping back of what members say of themselves, in redirects and cookies, to what clients
 * know. Apache's {@code ProxyPassReverse}. Immutable.
 *
 * @param reverse whether the member's redirects and cookies are mapped back
 * @param site scheme, host and port by which clients are told of the site where the member's own
 *     are mapped back, or some of them; empty for those by which the client has asked
 * @param reverseRules how they are mapped back, in the place of the route's own mapping
 */
public record ReverseMapping(boolean reverse, String site, ReverseRules reverseRules) {

  /** By the route's own mapping. */
  public static final ReverseMapping DEFAULT = new ReverseMapping(true, "", ReverseRules.NONE);

  /** Checks the public address. */
  public ReverseMapping {
    if (!site.isEmpty()) {
      PublicSite.of(site);
    }
  }

  /** Scheme and authority by which a client knows the site; empty if it said no host. */
  public String here(String scheme, String authority) {
    if (site.isEmpty()) {
      return authority.isEmpty() ? "" : scheme + "://" + authority;
    }
    return PublicSite.of(site).here(scheme, authority);
  }

  /** The same with another value. */
  public ReverseMapping reverse(boolean mapped) {
    return new ReverseMapping(mapped, site, reverseRules);
  }

  /** The same with another value. */
  public ReverseMapping site(String url) {
    return new ReverseMapping(reverse, url, reverseRules);
  }

  /** The same with another value. */
  public ReverseMapping reverseRules(ReverseRules rules) {
    return new ReverseMapping(reverse, site, rules);
  }
}
