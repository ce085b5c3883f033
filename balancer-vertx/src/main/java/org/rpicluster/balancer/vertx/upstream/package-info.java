/**
 * The seam to members, {@link org.rpicluster.balancer.vertx.upstream.Upstream}: how requests reach
 * them, whatever protocol is spoken. Connections are kept per event loop and member; loops share
 * nothing but the limit of a member's connections.
 *
 * <p>Vert.x' own client is not used, for the reasons in {@code docs/decisions.md}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.upstream;

import org.jspecify.annotations.NullMarked;
