package org.rpicluster.balancer;

import java.util.BitSet;
import java.util.List;
import org.rpicluster.balancer.pick.Candidate;

/**
 * Hands out the lowest slots that no member has, so that arrays indexed by slot stay as short as
 * the cluster once was large. For one change, under the membership's lock.
 */
final class Slots {

  private final BitSet used = new BitSet();

  Slots(List<Candidate> members) {
    members.forEach(c -> used.set(c.slot()));
  }

  /** The lowest free slot, which is used from now on. */
  int next() {
    int slot = used.nextClearBit(0);
    used.set(slot);
    return slot;
  }
}
