/**
 * The proxy to embed: {@link BalancingProxy}, a handler for any Vert.x HTTP server.
 *
 * <pre>{@code
 * BalancingProxy proxy =
 *     BalancingProxy.builder(vertx).route(Route.to("/", ProxiedCluster.of(balancer))).build();
 * vertx.createHttpServer().requestHandler(proxy).listen(8080);
 * }</pre>
 */
@NullMarked
package org.rpicluster.balancer.vertx;

import org.jspecify.annotations.NullMarked;
