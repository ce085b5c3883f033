/**
 * A client's HTTP/2 connection: what it may take, in which order its streams begin, how it is told
 * to begin no more, and when a stream has ended. Over Netty's codec; no type of a server but in
 * {@link org.rpicluster.balancer.vertx.downstream.http2.Http2Limits}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.http2;

import org.jspecify.annotations.NullMarked;
