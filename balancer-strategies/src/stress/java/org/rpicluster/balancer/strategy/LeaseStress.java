package org.rpicluster.balancer.strategy;

import java.time.Duration;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberCounters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.leastload.ByBusyness;

/** A lease that two complete ends once. The figures are requests in flight, and failures. */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(
    id = {"0, 0", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "one of them has completed it")
@org.openjdk.jcstress.annotations.Outcome(
    expect = Expect.FORBIDDEN,
    desc = "it was ended twice, or not at all")
@State
public class LeaseStress {

  // No failure may take the member out, as that would set a timer for each of millions of leases.
  private static final FailurePolicy LENIENT =
      FailurePolicy.APACHE.failures(Integer.MAX_VALUE).connectFailures(Integer.MAX_VALUE);
  private static final Member MEMBER = Member.of("http://127.0.0.1:80");

  private final Lease lease =
      Balancer.builder("stress", new ByBusyness())
          .member(MEMBER)
          .failurePolicy(LENIENT)
          .build()
          .acquire();

  @Actor
  public void succeeds() {
    lease.complete(Outcome.SUCCESS);
  }

  @Actor
  public void fails() {
    lease.complete(Outcome.RESET);
  }

  @Arbiter
  public void after(II_Result result) {
    MemberCounters counters = lease.candidate().counters();
    result.r1 = counters.inFlight();
    result.r2 = (int) counters.failures();
  }
}
