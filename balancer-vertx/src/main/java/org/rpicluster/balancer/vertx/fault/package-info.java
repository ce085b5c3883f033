/** How faults that may recur at any rate are reported without filling a log. */
@NullMarked
package org.rpicluster.balancer.vertx.fault;

import org.jspecify.annotations.NullMarked;
