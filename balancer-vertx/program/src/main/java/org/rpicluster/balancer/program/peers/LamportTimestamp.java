package org.rpicluster.balancer.program.peers;

import java.util.Comparator;

/**
 * The identity and the order of one edit of a setting: a logical clock with its node. No two are
 * the same, as a node counts its own up. Immutable.
 *
 * <p>After Lamport, "Time, clocks, and the ordering of events in a distributed system", CACM 21(7),
 * 1978.
 *
 * @param version higher than each that the node knew of this setting when it made the edit
 * @param node the balancer that made it
 */
public record LamportTimestamp(long version, String node) implements Comparable<LamportTimestamp> {

  private static final Comparator<LamportTimestamp> ORDER =
      Comparator.comparingLong(LamportTimestamp::version).thenComparing(LamportTimestamp::node);

  @Override
  public int compareTo(LamportTimestamp other) {
    return ORDER.compare(this, other);
  }
}
