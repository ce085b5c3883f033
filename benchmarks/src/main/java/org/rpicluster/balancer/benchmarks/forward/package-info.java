/** One request through a whole proxy in this JVM: what forwarding allocates. */
@NullMarked
package org.rpicluster.balancer.benchmarks.forward;

import org.jspecify.annotations.NullMarked;
