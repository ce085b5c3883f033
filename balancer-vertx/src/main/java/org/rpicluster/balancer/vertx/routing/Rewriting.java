package org.rpicluster.balancer.vertx.routing;

import org.rpicluster.balancer.check.Check;

/**
 * What a route changes on the way to a member and back. Immutable.
 *
 * @param preserveHost whether the member is sent the client's Host, or its own
 * @param to the prefix that takes the place of the route's own; empty to leave paths as they are
 * @param reverse whether the member's redirects and cookies are mapped back
 * @param toMember changes in what the member is sent
 * @param toClient changes in what the client is sent
 * @param literal whether a slash at the end of one prefix only is lost or doubled, as in Apache
 * @param site scheme, host and port by which clients are told of the site where the member's own
 *     are mapped back; empty for those by which the client has asked
 * @param compress which answers are compressed
 */
public record Rewriting(
    boolean preserveHost,
    String to,
    boolean reverse,
    FieldChanges toMember,
    FieldChanges toClient,
    boolean literal,
    String site,
    Compression compress) {

  /** Apache's defaults, with its {@code ProxyPassReverse}. */
  public static final Rewriting DEFAULT =
      new Rewriting(false, "", true, FieldChanges.NONE, FieldChanges.NONE);

  /** Checks the prefix. */
  public Rewriting {
    if (!to.isEmpty()) {
      // A group of the route's expression may be all of it.
      Prefix.read("to", to.startsWith("$") ? "/" + to : to);
    }
    boolean isSite =
        site.isEmpty() || Origin.of(site).filter(o -> o.length() == site.length()).isPresent();
    Check.argument(isSite, "site", site, "a URL without a path, such as https://example.org");
  }

  /** Where slashes at the ends of prefixes are taken care of. */
  public Rewriting(
      boolean preserveHost,
      String to,
      boolean reverse,
      FieldChanges toMember,
      FieldChanges toClient) {
    this(preserveHost, to, reverse, toMember, toClient, false, "", Compression.NONE);
  }

  /** The same, with the client's Host kept or not. */
  public Rewriting preserveHost(boolean preserved) {
    return new Rewriting(preserved, to, reverse, toMember, toClient, literal, site, compress);
  }

  /** The same, with another prefix for members. */
  public Rewriting to(String prefix) {
    return new Rewriting(
        preserveHost, prefix, reverse, toMember, toClient, literal, site, compress);
  }

  /** The same, with answers mapped back or not. */
  public Rewriting reverse(boolean mapped) {
    return new Rewriting(preserveHost, to, mapped, toMember, toClient, literal, site, compress);
  }

  /** The same, with prefixes changed letter by letter, or with care for slashes. */
  public Rewriting literal(boolean byLetter) {
    return new Rewriting(preserveHost, to, reverse, toMember, toClient, byLetter, site, compress);
  }

  /** The same, with another public address. */
  public Rewriting site(String url) {
    return new Rewriting(preserveHost, to, reverse, toMember, toClient, literal, url, compress);
  }

  /** The same, with other answers compressed. */
  public Rewriting compress(Compression answers) {
    return new Rewriting(preserveHost, to, reverse, toMember, toClient, literal, site, answers);
  }

  /** The same, with other changes of fields. */
  public Rewriting fields(FieldChanges forMember, FieldChanges forClient) {
    return new Rewriting(preserveHost, to, reverse, forMember, forClient, literal, site, compress);
  }
}
