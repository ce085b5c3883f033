package org.rpicluster.balancer.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.benchmarks.contender.Members;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.benchmarks.own.Clusters;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * The same request through the front door: a {@link Lease} is acquired and later completed. The
 * difference to {@link PickBenchmark#pickAndComplete} is what the lease costs, the object included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeaseBenchmark {

  @Param("byrequests")
  String contender;

  @Param({"4", "64", "1024", "10000"})
  int members;

  @Param Weights weights;

  private Balancer balancer;

  /** Sets the balancer up, once per fork. */
  @Setup
  public void start() {
    balancer = Clusters.of(Strategies.named(contender), new Members(members, weights));
  }

  /** A request: a lease acquired, and the thread's oldest one completed. */
  @Benchmark
  public Object acquireAndComplete(Caller caller) {
    Lease lease = balancer.acquire(caller.nextContext());
    Object ended = caller.replaceOldest(lease);
    if (ended != null) {
      ((Lease) ended).complete(Outcome.SUCCESS);
    }
    return lease;
  }
}
