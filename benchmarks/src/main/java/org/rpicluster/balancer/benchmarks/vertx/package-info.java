/** Vert.x' own load balancers as contenders. */
@NullMarked
package org.rpicluster.balancer.benchmarks.vertx;

import org.jspecify.annotations.NullMarked;
