/** Our own strategies as contenders, and the frame: a selection that does nothing. */
@NullMarked
package org.rpicluster.balancer.benchmarks.own;

import org.jspecify.annotations.NullMarked;
