/** By the requests in flight: the least of all, of two, or one member filled after the other. */
@NullMarked
package org.rpicluster.balancer.strategy.leastload;

import org.jspecify.annotations.NullMarked;
