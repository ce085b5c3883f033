package org.rpicluster.balancer.vertx.routing;

/**
 * What a route changes on the way to a member and back. Immutable.
 *
 * @param preserveHost whether the member is sent the client's Host, or its own
 * @param to the prefix that takes the place of the route's own; empty to leave paths as they are
 * @param reverse whether the member's redirects and cookies are mapped back
 * @param toMember changes in what the member is sent
 * @param toClient changes in what the client is sent
 */
public record Rewriting(
    boolean preserveHost,
    String to,
    boolean reverse,
    FieldChanges toMember,
    FieldChanges toClient) {

  /** Apache's defaults, with its {@code ProxyPassReverse}. */
  public static final Rewriting DEFAULT =
      new Rewriting(false, "", true, FieldChanges.NONE, FieldChanges.NONE);

  /** Checks the prefix. */
  public Rewriting {
    if (!to.isEmpty()) {
      Prefix.read("to", to);
    }
  }

  /** The same, with the client's Host kept or not. */
  public Rewriting preserveHost(boolean preserved) {
    return new Rewriting(preserved, to, reverse, toMember, toClient);
  }

  /** The same, with another prefix for members. */
  public Rewriting to(String prefix) {
    return new Rewriting(preserveHost, prefix, reverse, toMember, toClient);
  }

  /** The same, with answers mapped back or not. */
  public Rewriting reverse(boolean mapped) {
    return new Rewriting(preserveHost, to, mapped, toMember, toClient);
  }

  /** The same, with other changes of fields. */
  public Rewriting fields(FieldChanges forMember, FieldChanges forClient) {
    return new Rewriting(preserveHost, to, reverse, forMember, forClient);
  }
}
