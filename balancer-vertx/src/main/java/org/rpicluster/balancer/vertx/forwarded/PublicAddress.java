package org.rpicluster.balancer.vertx.forwarded;

/**
 * The address by which the client asked the site, as the trusted proxy says that is nearest. One
 * value of each for a whole exchange: members are told these, and their redirects are mapped back
 * to these. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host with its port, if there is one; empty if no proxy says it
 * @param port empty if no proxy says it
 * @param prefix of the path, which proxies have cut off; empty if no proxy says it
 */
public record PublicAddress(String scheme, String host, String port, String prefix) {

  /** Of which nothing is known but how it was spoken. */
  static PublicAddress of(String scheme) {
    return new PublicAddress(scheme, "", "", "");
  }
}
