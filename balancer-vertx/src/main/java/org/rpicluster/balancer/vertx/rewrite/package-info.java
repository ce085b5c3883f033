/**
 * Requests are rewritten by rules before they are routed: {@link
 * org.rpicluster.balancer.vertx.rewrite.RewriteRule} is one, {@link
 * org.rpicluster.balancer.vertx.rewrite.Rewriter} goes through them. Text in, text out; no
 * messages, no connections.
 */
@NullMarked
package org.rpicluster.balancer.vertx.rewrite;

import org.jspecify.annotations.NullMarked;
