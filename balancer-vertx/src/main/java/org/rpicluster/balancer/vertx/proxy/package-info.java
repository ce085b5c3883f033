/**
 * The request's way: one straight line, written once in {@link RequestPipeline}; each stage is a
 * file, and each failure ends in {@code FailureTable}.
 */
@NullMarked
package org.rpicluster.balancer.vertx.proxy;

import org.jspecify.annotations.NullMarked;
