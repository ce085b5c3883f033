/**
 * The program: the command line ({@link Main}), listeners, start and stop, and the reload of its
 * configuration. Whoever embeds the proxy needs none of it.
 */
@NullMarked
package org.rpicluster.balancer.vertx.server;

import org.jspecify.annotations.NullMarked;
