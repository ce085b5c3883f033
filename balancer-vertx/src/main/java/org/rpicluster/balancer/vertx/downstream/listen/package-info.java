/**
 * The listeners at which clients' connections are accepted: how many there may be, from which peers
 * a PROXY header is taken, how long each may take until it sends a request, and TLS with the
 * certificates that are shown to clients and read again when their files change.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream.listen;

import org.jspecify.annotations.NullMarked;
