package org.rpicluster.balancer.benchmarks.report;

import java.util.List;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.rpicluster.balancer.benchmarks.contender.Weights;

/** The effort of a run: how much time is spent to be how sure. */
enum Effort {
  /** A few milliseconds each: whether it works at all. The figures mean nothing. */
  SMOKE(1, warmUp(1, 20), 1, 20, List.of(Weights.EQUAL, Weights.MIXED)),
  /** One fork of little more than a second: some twenty minutes in all. */
  SHORT(1, warmUp(3, 200), 5, 120, List.of(Weights.EQUAL, Weights.MIXED)),
  /** Three forks of eight seconds each: a night. */
  PUBLICATION(3, warmUp(5, 500), 10, 500, List.of(Weights.values()));

  private record WarmUp(int iterations, int iterationMillis) {}

  private final int forks;
  private final WarmUp warmUp;
  private final int iterations;
  private final int iterationMillis;
  private final List<Weights> weights;

  Effort(int forks, WarmUp warmUp, int iterations, int iterationMillis, List<Weights> weights) {
    this.forks = forks;
    this.warmUp = warmUp;
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
    int millis = warmUp.iterations * warmUp.iterationMillis + iterations * iterationMillis;
    return forks * (0.8 + millis / 1000.0);
  }

  void applyTo(ChainedOptionsBuilder options) {
    options
        .forks(forks)
        .warmupIterations(warmUp.iterations)
        .warmupTime(TimeValue.milliseconds(warmUp.iterationMillis))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.milliseconds(iterationMillis));
  }

  private static WarmUp warmUp(int iterations, int iterationMillis) {
    return new WarmUp(iterations, iterationMillis);
  }
}
