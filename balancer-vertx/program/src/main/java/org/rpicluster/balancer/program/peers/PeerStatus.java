package org.rpicluster.balancer.program.peers;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The status of a balancer, as it tells its peers: who it is, whether it has the shared address,
 * and which members it does not find well. Immutable.
 *
 * @param node its id
 * @param name what it is called
 * @param address where its peers reach it
 * @param holdsAddress whether it has the shared address; empty if it was told of none
 * @param unwell the health of each member that is not up, by cluster and member
 * @param digest of all that it knows of edits: who knows the same has the same
 */
public record PeerStatus(
    String node,
    String name,
    String address,
    Optional<Boolean> holdsAddress,
    Map<String, Map<String, String>> unwell,
    String digest) {

  /** Nothing was said yet. */
  public static final PeerStatus NONE = new PeerStatus("", "", "", Optional.empty(), Map.of(), "");

  /** Copies the maps. */
  public PeerStatus {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    unwell.forEach((cluster, members) -> copy.put(cluster, Map.copyOf(members)));
    unwell = Map.copyOf(copy);
  }

  /** Whether nothing but what is known of edits may differ. */
  public boolean hasOnlyOtherEditsThan(PeerStatus other) {
    return equals(
        new PeerStatus(
            other.node, other.name, other.address, other.holdsAddress, other.unwell, digest));
  }

  /** What it finds of a member; {@code up} if it has said nothing of it. */
  public String healthOf(String cluster, String member) {
    return unwell.getOrDefault(cluster, Map.of()).getOrDefault(member, "up");
  }
}
