package org.rpicluster.balancer.vertx.proxy;

/**
 * What can go wrong with a client's body while its exchange is under way. On its event loop only.
 */
interface ClientFaults {

  /** Its body is longer than it may be. */
  void bodyTooLarge();

  /** The embedder has read a part of it, which is missing here. */
  void bodyReadBefore();

  /** It neither goes on with its body nor takes the answer. */
  void clientSilent();
}
