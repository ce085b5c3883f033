package org.rpicluster.balancer.member;

/**
 * Counters that are about to wrap, for tests: code that compares them instead of their differences
 * is found out within three requests.
 */
public final class CountersAtTheEdge {

  private CountersAtTheEdge() {}

  /** Counters whose begun and ended requests overflow with the fourth request. */
  public static MemberCounters newCounters() {
    return new MemberCounters(Long.MAX_VALUE - 3);
  }
}
