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
record MemberCounts(
    long picks, long inFlight, long failures, long bytesToMember, long bytesFromMember) {

  static final MemberCounts NONE = new MemberCounts(0, 0, 0, 0, 0);

  static MemberCounts of(MemberCounters counters) {
    // In flight first: so it is never more than the picks beside it.
    int inFlight = counters.inFlight();
    return new MemberCounts(
        counters.picks(),
        inFlight,
        counters.failures(),
        counters.bytesToMember(),
        counters.bytesFromMember());
  }

  MemberCounts plus(MemberCounts other) {
    return new MemberCounts(
        picks + other.picks,
        inFlight + other.inFlight,
        failures + other.failures,
        bytesToMember + other.bytesToMember,
        bytesFromMember + other.bytesFromMember);
  }
}
