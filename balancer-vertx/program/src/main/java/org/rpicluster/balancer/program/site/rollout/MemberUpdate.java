package org.rpicluster.balancer.program.site.rollout;

import java.util.List;
import org.rpicluster.balancer.program.managerclient.MemberStatus;
import org.rpicluster.balancer.program.site.SiteException;

/** The update of a member, made while no request is sent to it. Blocks; any thread. */
public interface MemberUpdate {

  /** What a member shall have, in a few words. The same words are the same roll-out. */
  String target();

  /**
   * Looks at the members before any of them leaves.
   *
   * @throws IllegalArgumentException if it could not be told which of them it is for
   */
  default void check(List<MemberStatus> members) {}

  /** What the member has now; empty if that cannot be told. */
  String now(MemberStatus member);

  /**
   * Has the update begun, or made.
   *
   * @throws SiteException if it fails
   */
  void begin(MemberStatus member);

  /** Whether the member has what it shall have. */
  boolean isDone(MemberStatus member);
}
