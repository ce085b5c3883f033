package org.rpicluster.balancer;

import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;

/** Who is told what a {@link Lease} has to say. Any thread. */
interface LeaseEnds {

  /** The member took {@code nanos} since {@code beganNanos}, for a picker that asks for times. */
  void observed(Candidate candidate, Outcome outcome, long beganNanos);

  /** The end of a lease, once for each. */
  void completed(Candidate candidate, Outcome outcome, String detail);
}
