package org.rpicluster.balancer.program.peers;

/**
 * One balancer of a group, for as long as it is in it. Immutable.
 *
 * @param key no two have the same, and it has another when it joins again
 * @param name what it calls itself
 */
public record Peer(String key, String name) {}
