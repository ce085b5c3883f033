package org.rpicluster.balancer;

import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;

/**
 * Is told what changes in a cluster. Called by the thread that caused the change, under the
 * balancer's lock: be quick, and do not call back.
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
   * Nobody is left: those who are down are tried all the same. {@link #healthChanged} for each of
   * them follows.
   */
  default void everyMemberDown() {}
}
