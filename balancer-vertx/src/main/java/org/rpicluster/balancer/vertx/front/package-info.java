/**
 * What a listener speaks below HTTP: TLS ({@link ListenerTls}) with certificates that are read
 * again when they change ({@link CertificateWatch}), and what HTTP/2 may take ({@link
 * Http2Limits}).
 */
@NullMarked
package org.rpicluster.balancer.vertx.front;

import org.jspecify.annotations.NullMarked;
