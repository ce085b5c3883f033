/** Per-cluster limits: the retry budget and the waiting queue. */
@NullMarked
package org.rpicluster.balancer.limit;

import org.jspecify.annotations.NullMarked;
