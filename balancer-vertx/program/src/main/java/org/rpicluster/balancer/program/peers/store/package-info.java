/** Balancers that hear each other by way of a store: for more of them than a mesh carries. */
@NullMarked
package org.rpicluster.balancer.program.peers.store;

import org.jspecify.annotations.NullMarked;
