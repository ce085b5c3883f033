/**
 * The things that sockets share on an event loop, on both sides: how much is read at a time, when
 * what is short is sent, buffers, and a timer for inactivity.
 */
@NullMarked
package org.rpicluster.balancer.vertx.netty;

import org.jspecify.annotations.NullMarked;
