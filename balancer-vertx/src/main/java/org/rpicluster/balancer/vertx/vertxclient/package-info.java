/**
 * The strategies for users of Vert.x' own clients: {@link
 * org.rpicluster.balancer.vertx.vertxclient.BridgedLoadBalancer} is a {@code LoadBalancer} for
 * {@code HttpClient} and Web Client. The proxy does not use it.
 */
@NullMarked
package org.rpicluster.balancer.vertx.vertxclient;

import org.jspecify.annotations.NullMarked;
