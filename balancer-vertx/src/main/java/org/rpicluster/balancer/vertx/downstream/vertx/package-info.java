/**
 * What exists only because Vert.x' server reads clients' requests: the adapter that makes an {@link
 * org.rpicluster.balancer.vertx.downstream.InboundExchange} of its request, the way from its
 * objects to what is below them, and the handlers that put right or bound what that server does.
 * Vert.x has no public way there, and its module does not export what is used here: on the class
 * path it works, and on the module path with {@code --add-exports}. A server that is not watched
 * works without, but for tunnels and what {@code ReachedConnection} does for every request.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.vertx;

import org.jspecify.annotations.NullMarked;
