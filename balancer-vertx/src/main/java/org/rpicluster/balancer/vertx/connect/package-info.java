/**
 * The way to a member: its name becomes addresses, the addresses are tried in turn, and the
 * connection is encrypted where the member's URL says so. What is spoken over it is none of this
 * package's business.
 *
 * <p>{@link Connector} is the way to one cluster, {@link Reach} that of one event loop to one
 * member, and {@code ConnectAttempt} one connection on its way.
 */
@NullMarked
package org.rpicluster.balancer.vertx.connect;

import org.jspecify.annotations.NullMarked;
