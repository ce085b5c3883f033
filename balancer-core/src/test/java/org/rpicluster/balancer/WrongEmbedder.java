package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.ManualTime;

/**
 * What the tests of wrong embedders have in common: a shop of two members, and what was reported.
 */
abstract class WrongEmbedder {

  final ManualTime time = new ManualTime();
  final List<String> faults = new ArrayList<>();

  final BalancerBuilder builder(Strategy strategy) {
    return Balancer.builder("shop", strategy)
        .members(List.of(Member.of("http://pi1:80"), Member.of("http://pi2:80")))
        .ticker(time)
        .scheduler(time)
        .faults((what, cause) -> faults.add(what));
  }

  static void assertUnharmed(Balancer balancer) {
    for (Candidate candidate : balancer.candidates().members()) {
      assertThat(candidate.health().name()).isEqualTo("up");
      assertThat(candidate.counters().inFlight()).isZero();
      assertThat(candidate.counters().failures()).isZero();
    }
  }

  static String health(Balancer balancer, int member) {
    return balancer.candidates().members().get(member).health().name();
  }

  /** A waiter that keeps what it is told. */
  static class Recorded implements Waiter {

    final List<Lease> leases = new ArrayList<>();
    final List<NoMemberException> refusals = new ArrayList<>();

    @Override
    public void waits(Turn turn) {}

    @Override
    public void granted(Lease lease) {
      leases.add(lease);
    }

    @Override
    public void refused(NoMemberException reason) {
      refusals.add(reason);
    }
  }
}
