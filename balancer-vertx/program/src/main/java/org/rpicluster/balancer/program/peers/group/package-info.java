/**
 * Balancers that hear each other: who is there, and messages among them, over JGroups and TLS
 * ({@link org.rpicluster.balancer.program.peers.group.PeerGroup}). Loaded by balancers that have
 * {@code peers}, and by no others.
 */
@NullMarked
package org.rpicluster.balancer.program.peers.group;

import org.jspecify.annotations.NullMarked;
