/**
 * Where clients' connections come in: how many there may be, from whom a PROXY header is taken, and
 * how long each may take until it asks for something. What happens within a request is for {@code
 * line}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.edge;

import org.jspecify.annotations.NullMarked;
