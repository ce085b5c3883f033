/**
 * A client's HTTP/1.1 connection. {@link
 * org.rpicluster.balancer.vertx.downstream.http1.Http1Handler} is the one handler on it: it reads
 * with the codec of this library, makes an {@link
 * org.rpicluster.balancer.vertx.downstream.InboundExchange} of each request, and writes the answer.
 * No type of a server.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.http1;

import org.jspecify.annotations.NullMarked;
