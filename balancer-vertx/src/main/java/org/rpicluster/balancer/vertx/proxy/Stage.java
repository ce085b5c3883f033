package org.rpicluster.balancer.vertx.proxy;

/** What comes next on an exchange's way. On its event loop only. */
@FunctionalInterface
interface Stage {

  /**
   * Carries the exchange on.
   *
   * @throws Refusal if it is not to be carried further
   */
  void carry(Exchange exchange);
}
