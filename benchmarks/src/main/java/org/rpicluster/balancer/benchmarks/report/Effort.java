package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/** How much time is spent on how sure one wants to be. */
enum Effort {
  /** A few milliseconds each: whether it works at all. The figures mean nothing. */
  SMOKE(1, 1, 1, 20, List.of(Weights.EQUAL, Weights.MIXED)),
  /** One fork of a second and a quarter: a quarter of an hour in all. */
  SHORT(1, 3, 5, 150, List.of(Weights.EQUAL, Weights.MIXED)),
  /** Three forks of eight seconds each: a night. */
  PUBLICATION(3, 5, 10, 500, List.of(Weights.values()));

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int iterationMillis;
  private final List<Weights> weights;

  Effort(int forks, int warmups, int iterations, int iterationMillis, List<Weights> weights) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.iterationMillis = iterationMillis;
    this.weights = weights;
  }

  /** The weights that are measured. */
  List<Weights> weights() {
    return weights;
  }

  /** Whether everything is measured, and not only what the short table shows. */
  boolean isComplete() {
    return this == PUBLICATION;
  }

  /** How long one point takes, about: a fork needs most of a second to start. */
  double secondsPerPoint() {
    return forks * (0.8 + (warmups + iterations) * iterationMillis / 1000.0);
  }

  void applyTo(ChainedOptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(iterationMillis);
    options
        .forks(forks)
        .warmupIterations(warmups)
        .warmupTime(time)
        .measurementIterations(iterations)
        .measurementTime(time);
  }
}
