/**
 * What a route answers itself, without a cluster: {@link
 * org.rpicluster.balancer.vertx.local.RedirectHandler} sends clients elsewhere.
 */
@NullMarked
package org.rpicluster.balancer.vertx.local;

import org.jspecify.annotations.NullMarked;
