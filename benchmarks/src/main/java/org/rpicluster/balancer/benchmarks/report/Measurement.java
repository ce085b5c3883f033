package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/**
 * One figure. Immutable.
 *
 * @param point what was measured
 * @param setting how it was measured
 * @param nanos per operation, as each thread sees it
 * @param error half of the 99.9 % confidence interval of {@code nanos}; NaN of a single iteration
 * @param bytes allocated per operation
 * @param raw the iterations
 */
record Measurement(
    Point point, Setting setting, double nanos, double error, double bytes, List<Double> raw) {

  /**
   * What was measured.
   *
   * @param benchmark class and method, without the package
   * @param members 0 where the benchmark fixes it
   */
  record Point(
      String benchmark,
      String contender,
      Promise promise,
      int members,
      Weights weights,
      int threads) {}

  /** How it was measured. */
  record Setting(String jdk, String vm, int forks, Iterations warmUp, Iterations measured) {}

  /** How many, and how long each. */
  record Iterations(int count, String time) {

    static Iterations of(IterationParams params) {
      return new Iterations(params.getCount(), params.getTime().toString());
    }
  }

  static Measurement of(Contender contender, RunResult run) {
    BenchmarkParams params = run.getParams();
    Result<?> primary = run.getPrimaryResult();
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Measurement(
        point(contender, params),
        setting(params),
        primary.getScore(),
        primary.getScoreError(),
        allocated == null ? 0 : allocated.getScore(),
        run.getAggregatedResult().getIterationResults().stream()
            .map(i -> i.getPrimaryResult().getScore())
            .toList());
  }

  private static Point point(Contender contender, BenchmarkParams params) {
    String[] names = params.getBenchmark().split("\\.");
    String members = params.getParam("members");
    return new Point(
        names[names.length - 2] + "." + names[names.length - 1],
        contender.name(),
        contender.promise(),
        members == null ? 0 : Integer.parseInt(members),
        Weights.valueOf(params.getParam("weights")),
        params.getThreads());
  }

  private static Setting setting(BenchmarkParams params) {
    return new Setting(
        params.getJdkVersion(),
        params.getVmName(),
        params.getForks(),
        Iterations.of(params.getWarmup()),
        Iterations.of(params.getMeasurement()));
  }
}
