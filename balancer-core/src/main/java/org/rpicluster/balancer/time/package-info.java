/**
 * Time, timers and randomness, handed in and never taken from the system by other packages: a test
 * passes its own and is deterministic.
 */
@NullMarked
package org.rpicluster.balancer.time;

import org.jspecify.annotations.NullMarked;
