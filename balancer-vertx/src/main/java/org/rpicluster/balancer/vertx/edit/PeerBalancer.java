package org.rpicluster.balancer.vertx.edit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One of several balancers that share edits, as one of them sees it. Immutable.
 *
 * @param id its own for as long as it keeps its state
 * @param name what it is called
 * @param address where its peers reach it; empty if it has not said so yet
 * @param isOwn whether it is this one
 * @param holdsAddress whether it has the address that moves among them; empty if it does not know
 * @param since when it was connected; empty if it is not yet
 * @param hasSameEdits whether it knows of the same edits as this one
 * @param unwell the health of each member that it does not find up, by cluster and member
 */
public record PeerBalancer(
    String id,
    String name,
    String address,
    boolean isOwn,
    Optional<Boolean> holdsAddress,
    Optional<Instant> since,
    boolean hasSameEdits,
    Map<String, Map<String, String>> unwell) {

  /** Copies the map. */
  public PeerBalancer {
    unwell = Map.copyOf(unwell);
  }

  /** What it finds of a member. */
  public String healthOf(String cluster, String member) {
    return unwell.getOrDefault(cluster, Map.of()).getOrDefault(member, "up");
  }
}
