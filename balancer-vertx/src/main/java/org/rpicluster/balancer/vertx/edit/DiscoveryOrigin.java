package org.rpicluster.balancer.vertx.edit;

/**
 * The origin of a member that was found and is not in the configuration. Immutable.
 *
 * @param by by what: {@code dns _http._tcp.app.example}
 * @param announced whether it is announced now; if not, it drains
 */
public record DiscoveryOrigin(String by, boolean announced) {

  /** {@code found by dns app.example}, and that it is not announced any more if so. */
  @Override
  public String toString() {
    return "found by " + by + (announced ? "" : ", not announced any more");
  }
}
