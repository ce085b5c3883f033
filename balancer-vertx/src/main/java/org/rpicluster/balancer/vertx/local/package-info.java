/**
 * The answers of routes without a cluster: {@link
 * org.rpicluster.balancer.vertx.local.RedirectHandler} sends clients elsewhere, {@link
 * org.rpicluster.balancer.vertx.local.FixedResponseHandler} always says the same.
 */
@NullMarked
package org.rpicluster.balancer.vertx.local;

import org.jspecify.annotations.NullMarked;
