package org.rpicluster.balancer.vertx.proxy;

/**
 * Makes an answer the last on its HTTP/1 connection: the client is told, and what it has sent
 * behind its request is not read as another. Who announces it closes the connection, when the
 * answer is written. Stateless; on the exchange's event loop. RFC 9112 §9.6.
 */
final class LastAnswer {

  private LastAnswer() {}

  /** The head of the answer will say so. */
  static void announce(Exchange exchange) {
    exchange.inbound.connection().takeNoMore();
    exchange.inbound.announceClose();
  }
}
