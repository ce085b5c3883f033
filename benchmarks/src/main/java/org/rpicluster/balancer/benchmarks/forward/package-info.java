/** A request through a whole proxy in this JVM, or a head through the codec: what it allocates. */
@NullMarked
package org.rpicluster.balancer.benchmarks.forward;

import org.jspecify.annotations.NullMarked;
