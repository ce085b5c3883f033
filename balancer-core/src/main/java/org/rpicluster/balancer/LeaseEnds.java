package org.rpicluster.balancer;

import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;

/** The listener of a {@link Lease}: what its holder says of it is told here. Any thread. */
interface LeaseEnds {

  /** The member took {@code nanos} since {@code beganNanos}, for a picker that asks for times. */
  void observed(Candidate candidate, Outcome outcome, long beganNanos);

  /** What an answer of this status, 100 to 999, means for its member. */
  Outcome outcomeOf(int status);

  /** The end of a lease that was taken for {@code request}, once for each. */
  void completed(Candidate candidate, Outcome outcome, String detail, PickContext request);
}
