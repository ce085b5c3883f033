/**
 * The client, and the rules for it: its address behind proxies that are believed ({@link
 * org.rpicluster.balancer.vertx.forwarded.TrustedProxies}), and the rules for all of them ({@link
 * org.rpicluster.balancer.vertx.forwarded.ClientRules}). Parsers of what strangers wrote are pure,
 * and answer "nothing" to whatever is not in order.
 */
@NullMarked
package org.rpicluster.balancer.vertx.forwarded;

import org.jspecify.annotations.NullMarked;
