/**
 * HTTP/1.1 as bytes, for both sides and both roles. {@link
 * org.rpicluster.balancer.vertx.http.codec.Head} is a message's head, {@link
 * org.rpicluster.balancer.vertx.http.codec.MessageReader} reads messages from what a connection
 * brings, {@link org.rpicluster.balancer.vertx.http.codec.HeadWriter} and {@link
 * org.rpicluster.balancer.vertx.http.codec.ChunkWriter} write them. It knows nothing of
 * connections, and nothing but the JDK and Netty's buffers.
 */
@NullMarked
package org.rpicluster.balancer.vertx.http.codec;

import org.jspecify.annotations.NullMarked;
