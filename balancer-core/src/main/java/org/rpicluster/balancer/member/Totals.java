package org.rpicluster.balancer.member;

import org.rpicluster.balancer.check.Check;

/**
 * The counters of a member at one moment: its {@link MemberCounters} without the requests in
 * flight, which nothing outlives. Immutable.
 *
 * @param picks requests begun, 0 or more
 * @param failures requests that ended by the member's fault, 0 or more
 * @param bytesToMember bytes sent to it, 0 or more
 * @param bytesFromMember bytes received from it, 0 or more
 */
public record Totals(long picks, long failures, long bytesToMember, long bytesFromMember) {

  /** Of a member that has done nothing yet. */
  public static final Totals NONE = new Totals(0, 0, 0, 0);

  /** Checks the ranges. */
  public Totals {
    whole("picks", picks);
    whole("failures", failures);
    whole("bytesToMember", bytesToMember);
    whole("bytesFromMember", bytesFromMember);
  }

  private static void whole(String name, long value) {
    Check.argument(value >= 0, name, value, "0 or more");
  }
}
