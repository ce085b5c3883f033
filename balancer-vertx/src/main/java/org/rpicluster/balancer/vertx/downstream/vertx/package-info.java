/**
 * The parts that exist only because the proxy may be mounted in a Vert.x server: the adapter that
 * makes an {@link org.rpicluster.balancer.vertx.downstream.InboundExchange} of its request, and the
 * way from its objects to what is below them, where it has one. Vert.x has no public way there, and
 * its module does not export what is used here: on the class path it works, and on the module path
 * with {@code --add-exports}. What goes without is in {@code docs/embedding.md}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.vertx;

import org.jspecify.annotations.NullMarked;
