/**
 * Certificates and keys: read from PEM files ({@link Pem}), and chosen for a client by the name
 * that it asks for ({@link ServedIdentities}).
 */
@NullMarked
package org.rpicluster.balancer.vertx.tls;

import org.jspecify.annotations.NullMarked;
