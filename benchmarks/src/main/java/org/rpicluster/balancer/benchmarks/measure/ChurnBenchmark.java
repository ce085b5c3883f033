package org.rpicluster.balancer.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;

/**
 * The cost of a change of the member list: 500 of 5000 members are replaced, every tenth, and one
 * request is made, so that a picker that puts work off until the next pick pays for it here. To and
 * fro between two lists that are made beforehand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChurnBenchmark {

  private static final int MEMBERS = 5_000;
  private static final int REPLACED = 500;

  @Param("byrequests")
  String contender;

  @Param Weights weights;

  private final List<List<Member>> lists = new ArrayList<>();
  private Balancer balancer;

  /** Sets the balancer and both lists up, once per fork. */
  @Setup
  public void start() {
    Members members = new Members(MEMBERS + REPLACED, weights);
    balancer = Clusters.of(Strategies.named(contender), new Members(MEMBERS, weights));
    lists.add(list(members, 0));
    lists.add(list(members, MEMBERS));
  }

  /** All members, where every tenth comes from {@code spare} on unless that is 0. */
  private static List<Member> list(Members members, int spare) {
    int every = MEMBERS / REPLACED;
    return IntStream.range(0, MEMBERS)
        .map(i -> spare > 0 && i % every == 0 ? spare + i / every : i)
        .mapToObj(i -> Clusters.member(members, i))
        .toList();
  }

  /** The change, and the first request after it. */
  @Benchmark
  public Member replace500of5000() {
    Collections.swap(lists, 0, 1);
    balancer.update(lists.get(0));
    try (Lease lease = balancer.acquire()) {
      lease.complete(Outcome.SUCCESS);
      return lease.member();
    }
  }
}
