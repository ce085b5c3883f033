/**
 * The upstream leg: connections to members, kept per event loop, and one exchange over one of them.
 *
 * <p>Everything here belongs to one event loop; nothing is shared and nothing is locked. Vert.x'
 * own client is not used, for the reasons in {@code docs/decisions.md}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.upstream;

import org.jspecify.annotations.NullMarked;
