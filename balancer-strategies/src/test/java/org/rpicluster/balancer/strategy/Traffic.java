package org.rpicluster.balancer.strategy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;

/**
 * Steady traffic through a balancer in manual time: requests arrive at a fixed rate, and each
 * member takes a mean time of its own for an answer, from half of it to half more by chance. Unless
 * a policy is given, no member is ever taken out for failing, so that only the strategy decides.
 * For one thread.
 */
final class Traffic {

  /** Whatever happens, every member stays. */
  private static final FailurePolicy NOBODY_IS_TAKEN_OUT =
      FailurePolicy.APACHE.failures(Integer.MAX_VALUE).connectFailures(Integer.MAX_VALUE);

  private static final int BYTES = 1000;

  private final ManualTime time = new ManualTime();
  private final SplittableRandom random = new SplittableRandom(7);
  private final Map<String, Double> meanMillis = new HashMap<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Map<String, Integer> served = new HashMap<>();
  private final Balancer balancer;
  private int requests;

  /** A cluster of members {@code a}, {@code b}, … that take this long in the mean. */
  Traffic(Strategy strategy, double... meanMillis) {
    this(new double[0], strategy, meanMillis);
  }

  /** The same, with a policy for those that fail. */
  Traffic(FailurePolicy policy, Strategy strategy, double... meanMillis) {
    this(policy, new double[0], strategy, meanMillis);
  }

  /** The same, with weights; who has none has 1. */
  Traffic(double[] weights, Strategy strategy, double... meanMillis) {
    this(NOBODY_IS_TAKEN_OUT, weights, strategy, meanMillis);
  }

  private Traffic(FailurePolicy policy, double[] weights, Strategy strategy, double... meanMillis) {
    var builder =
        Balancer.builder("test", strategy)
            .ticker(time)
            .scheduler(time)
            .chance(Chance.seeded(7))
            .failurePolicy(policy);
    for (int i = 0; i < meanMillis.length; i++) {
      double weight = i < weights.length ? weights[i] : 1;
      builder.member(TestCluster.member(TestCluster.name(i)).weight(weight).build());
      this.meanMillis.put(TestCluster.name(i), meanMillis[i]);
    }
    balancer = builder.build();
  }

  /** From now on this member takes this long. */
  void takes(String id, double millis) {
    meanMillis.put(id, millis);
  }

  /** From now on this member's requests end so. */
  void ends(String id, Outcome outcome) {
    outcomes.put(id, outcome);
  }

  /** Lets requests come for a while, and counts anew. */
  Traffic flow(Duration duration, int perSecond) {
    served.clear();
    requests = 0;
    long everyNanos = 1_000_000_000L / perSecond;
    for (long at = 0; at < duration.toNanos(); at += everyNanos) {
      arrive();
      time.advanceNanos(everyNanos);
    }
    return this;
  }

  private void arrive() {
    Lease lease = balancer.acquire();
    String id = lease.member().id();
    requests++;
    served.merge(id, 1, Integer::sum);
    double millis = meanMillis.get(id) * (0.5 + random.nextDouble());
    Outcome outcome = outcomes.getOrDefault(id, Outcome.SUCCESS);
    time.schedule((long) (millis * 1e6), () -> end(lease, outcome));
  }

  private static void end(Lease lease, Outcome outcome) {
    lease.addBytesFromMember(outcome == Outcome.SUCCESS ? BYTES : 0);
    lease.complete(outcome);
  }

  /** In one word. */
  String health(String id) {
    return balancer.candidates().members().stream()
        .filter(c -> c.member().id().equals(id))
        .map(c -> c.health().name())
        .findFirst()
        .orElseThrow();
  }

  /** The part of the requests that this member was given. */
  double share(String id) {
    return (double) served.getOrDefault(id, 0) / requests;
  }
}
