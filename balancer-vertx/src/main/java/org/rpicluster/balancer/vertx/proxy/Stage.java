package org.rpicluster.balancer.vertx.proxy;

/** A step of an exchange's way, called by the one before it. On its event loop only. */
@FunctionalInterface
interface Stage {

  /**
   * Carries the exchange on.
   *
   * @throws Refusal if it is not to be carried further
   */
  void carry(Exchange exchange);
}
