/**
 * The request's way: {@link RequestPipeline} calls its stages one after the other, each a file. A
 * failure of a member ends in {@code FailureTable}, and every path in {@code Settle}. What a member
 * is asked is a {@code Try}, which {@code Attempts} makes; what this server answers itself is a
 * {@link LocalHandler}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.NullMarked;
