/** Libraries that one would use instead of ours, each set up as its users would: one per file. */
@NullMarked
package org.rpicluster.balancer.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
