/**
 * The clients' side of the proxy, whatever server reads their requests: what is known of a
 * connection ({@link org.rpicluster.balancer.vertx.downstream.ClientChannel}), the memory that it
 * is charged, and the reasons why a request was not read. It mirrors {@code upstream}; what belongs
 * to one protocol, to accepting connections or to Vert.x' server is in the packages below.
 */
@NullMarked
package org.rpicluster.balancer.vertx.downstream;

import org.jspecify.annotations.NullMarked;
