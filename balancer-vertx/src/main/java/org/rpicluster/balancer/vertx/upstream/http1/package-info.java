/**
 * HTTP/1.1 to members: a pool per event loop and member, one exchange after the other on each of
 * its connections, and a connection used again only if it is provably clean.
 *
 * <p>Who does what: {@code Http1Pool} chooses, {@code MemberConnectionHandler} lives, {@code
 * Http1Exchange} sends and receives, {@code ConnectionProgress} knows how far that has come. All of
 * it on one event loop; nothing is locked but the limit that the pools of one member share.
 */
@NullMarked
package org.rpicluster.balancer.vertx.upstream.http1;

import org.jspecify.annotations.NullMarked;
