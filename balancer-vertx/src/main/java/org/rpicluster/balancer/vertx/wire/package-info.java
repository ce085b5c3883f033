/**
 * A client's HTTP/1.1 connection below what Vert.x shows of it: a request line that is taken at its
 * word, trailers, bodies that break off the grammar, interim answers of any status, clients that
 * have sent all they will. Vert.x has no public way there, and its module does not export what is
 * used here: on the class path it works, and on the module path with {@code --add-exports}. A
 * server that is not watched works without, but for tunnels and what {@link
 * org.rpicluster.balancer.vertx.wire.ClientWire} does for every request.
 */
@NullMarked
package org.rpicluster.balancer.vertx.wire;

import org.jspecify.annotations.NullMarked;
