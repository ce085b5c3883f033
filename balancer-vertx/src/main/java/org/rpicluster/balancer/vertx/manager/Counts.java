package org.rpicluster.balancer.vertx.manager;

import org.rpicluster.balancer.member.MemberCounters;

/**
 * A member's counters read once, or the sum over several members. Immutable.
 *
 * @param picks requests begun
 * @param inFlight requests begun and not ended
 * @param failures requests that failed by the member's fault
 * @param bytesToMember bytes sent to members
 * @param bytesFromMember bytes received from members
 */
record Counts(long picks, long inFlight, long failures, long bytesToMember, long bytesFromMember) {

  static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  static Counts of(MemberCounters counters) {
    // In flight first: so it is never more than the picks beside it.
    int inFlight = counters.inFlight();
    return new Counts(
        counters.picks(),
        inFlight,
        counters.failures(),
        counters.bytesToMember(),
        counters.bytesFromMember());
  }

  Counts plus(Counts other) {
    return new Counts(
        picks + other.picks,
        inFlight + other.inFlight,
        failures + other.failures,
        bytesToMember + other.bytesToMember,
        bytesFromMember + other.bytesFromMember);
  }
}
