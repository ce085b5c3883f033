/**
 * Certificates and keys, for both sides of the proxy: read from PEM files ({@link
 * org.rpicluster.balancer.vertx.tls.Pem}), by the names that they are for ({@link
 * org.rpicluster.balancer.vertx.tls.IdentityTable}), and names as a handshake has them. Which one
 * is shown to a client is decided in {@code downstream.listen}, what is shown to a member in {@code
 * connect}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.tls;

import org.jspecify.annotations.NullMarked;
