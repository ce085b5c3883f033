package org.rpicluster.balancer;

import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;

/**
 * Of which members a success is news, by slot: those that are not simply well. Worked out once a
 * change, so that the end of a request reads one flag. Immutable; any thread.
 */
final class Ailing {

  static final Ailing NONE = new Ailing(new boolean[0]);

  private final boolean[] slots;

  private Ailing(boolean[] slots) {
    this.slots = slots;
  }

  static Ailing of(Candidates candidates) {
    boolean[] slots = new boolean[candidates.slots()];
    for (Candidate candidate : candidates.members()) {
      Health health = candidate.health();
      boolean well =
          health instanceof Health.Up
              || health instanceof Health.Recovering recovering && recovering.failures() == 0;
      slots[candidate.slot()] = !well;
    }
    return new Ailing(slots);
  }

  /** Whether a success of the member with this slot is news. */
  boolean is(int slot) {
    return slot < slots.length && slots[slot];
  }
}
