package org.rpicluster.balancer;

import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * The members whose health a success would change, by slot: all but those that are up or recover
 * without a failure. Worked out once a change, so that the end of a request reads one flag.
 * Immutable; any thread.
 */
final class DegradedMembers {

  static final DegradedMembers NONE = new DegradedMembers(new boolean[0]);

  private final boolean[] slots;

  private DegradedMembers(boolean[] slots) {
    this.slots = slots;
  }

  static DegradedMembers of(Candidates candidates) {
    boolean[] slots = new boolean[candidates.slots()];
    for (Candidate candidate : candidates.members()) {
      Health health = candidate.health();
      boolean well =
          health instanceof Health.Up
              || health instanceof Health.Recovering recovering && recovering.failures() == 0;
      slots[candidate.slot()] = !well;
    }
    return new DegradedMembers(slots);
  }

  /** Whether a success of the member with this slot changes its health. */
  boolean has(int slot) {
    return slot < slots.length && slots[slot];
  }
}
