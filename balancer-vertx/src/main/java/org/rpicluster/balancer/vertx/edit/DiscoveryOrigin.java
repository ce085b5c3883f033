package org.rpicluster.balancer.vertx.edit;

/**
 * How a member was found that is not in the configuration. Immutable.
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
