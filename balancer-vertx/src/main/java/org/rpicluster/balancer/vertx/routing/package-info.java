/**
 * The contents of a route, apart from where it leads: which requests it has ({@link
 * org.rpicluster.balancer.vertx.routing.Match}), and what is changed in them and in their answers
 * ({@link org.rpicluster.balancer.vertx.routing.Rewriting}). Text in, text out; no messages, no
 * connections.
 */
@NullMarked
package org.rpicluster.balancer.vertx.routing;

import org.jspecify.annotations.NullMarked;
