package org.rpicluster.balancer.vertx.edit;

import java.time.Instant;

/**
 * One edit that was made, for people. Immutable.
 *
 * @param number later ones have higher numbers
 * @param time when
 * @param who on whose behalf: an address
 * @param cluster the cluster's name
 * @param member the member's id; empty if it was about the cluster
 * @param what from which value to which
 * @param undoable whether it could be undone now
 */
public record EditRecord(
    long number,
    Instant time,
    String who,
    String cluster,
    String member,
    String what,
    boolean undoable) {}
