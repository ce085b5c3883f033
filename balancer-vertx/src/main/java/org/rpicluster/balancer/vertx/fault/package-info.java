/**
 * What the system says went wrong, known by its number; and how faults that may recur at any rate
 * are reported without filling a log.
 */
@NullMarked
package org.rpicluster.balancer.vertx.fault;

import org.jspecify.annotations.NullMarked;
