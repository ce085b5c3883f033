/**
 * The metrics: {@link org.rpicluster.balancer.vertx.metrics.ProxyMetrics} is told of every exchange
 * and counts it, by cluster and by member, in Dropwizard's counters and histograms. An update
 * allocates nothing; a proxy without one has no part of it.
 */
@NullMarked
package org.rpicluster.balancer.vertx.metrics;

import org.jspecify.annotations.NullMarked;
