package org.rpicluster.balancer.program.peers;

import java.util.Comparator;

/**
 * The identity of one edit of a setting. No two are the same: a node counts its own up. Immutable.
 *
 * @param version higher than each that the node knew of this setting when it made the edit
 * @param node the balancer that made it
 */
public record Stamp(long version, String node) implements Comparable<Stamp> {

  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::version).thenComparing(Stamp::node);

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }
}
