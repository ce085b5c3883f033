/**
 * HTTP/2 to members: a few connections per event loop and member, each with many exchanges at once.
 *
 * <p>Netty's codec has the frames, the compression of fields and the windows; here is what it
 * means: which connection has room, what a failure tells about a request, how long silence may
 * last, and what an answer must be so that it may be written to an HTTP/1.1 client. Everything
 * belongs to one event loop; nothing is shared and nothing is locked. RFC 9113.
 */
@NullMarked
package org.rpicluster.balancer.vertx.upstream.http2;

import org.jspecify.annotations.NullMarked;
