/**
 * A client's HTTP/1.1 connection: heads that are not whole, a client that has closed its side, an
 * answer that breaks off. Netty's handlers and their parts; no type of a server.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.http1;

import org.jspecify.annotations.NullMarked;
