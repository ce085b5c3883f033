/** By how soon a member has lately answered. */
@NullMarked
package org.rpicluster.balancer.strategy.latency;

import org.jspecify.annotations.NullMarked;
