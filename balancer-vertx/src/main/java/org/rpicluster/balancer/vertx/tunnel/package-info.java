/**
 * Tunnels: two connections that are joined once the client and the member have agreed on a protocol
 * that is not HTTP. Bytes pass by reference, neither side faster than the other takes them; a close
 * of one direction is passed on as just that.
 */
@NullMarked
package org.rpicluster.balancer.vertx.tunnel;

import org.jspecify.annotations.NullMarked;
