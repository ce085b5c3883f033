package org.rpicluster.balancer.vertx.downstream;

/**
 * The handler of requests that a listener of this library reads. Called on the event loop of each
 * request's connection, from any number of them.
 */
public interface InboundHandler {

  /** A request, whose head could be read or not: {@link InboundHead#fault}. */
  void handle(InboundExchange inbound);

  /** One that came over a connection made for another host, and is to be refused. */
  void misdirected(InboundExchange inbound);
}
