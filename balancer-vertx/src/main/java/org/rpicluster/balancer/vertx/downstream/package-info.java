/**
 * The seam to clients, whatever server reads their requests, and the mirror of {@code upstream}:
 * {@link org.rpicluster.balancer.vertx.downstream.InboundExchange} is one request and its answer,
 * {@link org.rpicluster.balancer.vertx.downstream.ClientConnection} what it came over. Beside it
 * stand the memory that a connection is charged, and the reasons why a request was not read. What
 * belongs to one protocol, to accepting connections or to Vert.x' server is in the packages below.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream;

import org.jspecify.annotations.NullMarked;
