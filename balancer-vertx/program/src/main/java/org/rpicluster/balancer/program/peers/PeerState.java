package org.rpicluster.balancer.program.peers;

/**
 * The part of the state file that is shared. Immutable.
 *
 * @param node its id: it is its own for as long as there is its state file, and no other's
 * @param settings all that it knows
 */
public record PeerState(String node, SharedSettings settings) {}
