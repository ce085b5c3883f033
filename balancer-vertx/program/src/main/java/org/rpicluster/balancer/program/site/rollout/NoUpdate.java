package org.rpicluster.balancer.program.site.rollout;

import org.rpicluster.balancer.program.managerclient.MemberStatus;

/** Leaves a member as it is: it is only waited for until it is well. Stateless. */
public final class NoUpdate implements MemberUpdate {

  @Override
  public String target() {
    return "as it is";
  }

  @Override
  public String now(MemberStatus member) {
    return "";
  }

  @Override
  public void begin(MemberStatus member) {
    // Nothing is to be done.
  }

  @Override
  public boolean isDone(MemberStatus member) {
    return true;
  }
}
