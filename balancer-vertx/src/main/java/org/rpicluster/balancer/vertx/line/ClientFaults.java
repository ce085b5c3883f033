package org.rpicluster.balancer.vertx.line;

/** What a client can do wrong while its exchange is under way. On its event loop only. */
interface ClientFaults {

  /** Its body is longer than it may be. */
  void bodyTooLarge();

  /** It neither goes on with its body nor takes the answer. */
  void clientSilent();
}
