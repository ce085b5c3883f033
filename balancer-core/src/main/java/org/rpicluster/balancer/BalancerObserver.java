package org.rpicluster.balancer;

import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;

/**
 * Is told what changes in a cluster, once it has changed: one call at a time, in the order of the
 * changes, by a thread that caused one of them, under no lock. It may call back, but the member's
 * next request may wait for it: be quick. What it throws is reported ({@link
 * BalancerBuilder#faults}), and changes nothing.
 */
public interface BalancerObserver {

  /** An observer that does nothing. */
  BalancerObserver NONE = new BalancerObserver() {};

  /** A member has joined. */
  default void joined(Member member) {}

  /** A member has left; requests in flight on it go on. */
  default void left(Member member) {}

  /** A member's settings have changed. */
  default void changed(Member from, Member to) {}

  /** A member's health has changed. */
  default void healthChanged(Member member, Health from, Health to) {}

  /**
   * No member is left: those that are down are tried all the same. {@link #healthChanged} for each
   * of them follows.
   */
  default void everyMemberDown() {}
}
