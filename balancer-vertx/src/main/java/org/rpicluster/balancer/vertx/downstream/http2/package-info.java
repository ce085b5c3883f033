/**
 * A client's HTTP/2 connection over Netty's codec, with streams of our own: {@link
 * org.rpicluster.balancer.vertx.downstream.http2.ClientSessions} begins one, and each of its
 * streams is an exchange. What it may take, how it is told to begin no more, and the order of its
 * streams are also for the connections of a Vert.x server; no type of that but in {@link
 * org.rpicluster.balancer.vertx.downstream.http2.Http2Limits}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.http2;

import org.jspecify.annotations.NullMarked;
