package org.rpicluster.balancer.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.rpicluster.balancer.benchmarks.contender.Contender;
import org.rpicluster.balancer.benchmarks.contender.Promise;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.strategy.Strategies;

/** The plan of what is measured, in which order. Immutable. */
record Plan(List<Round> rounds) {

  static final String PICK = "PickBenchmark.pick";
  static final String REQUEST = "PickBenchmark.pickAndComplete";
  static final String LEASE = "LeaseBenchmark.acquireAndComplete";
  static final String CHURN = "ChurnBenchmark.replace500of5000";

  private static final List<Integer> SIZES = List.of(4, 64, 1_024, 10_000);

  /** Everything that is due with this effort. */
  static Plan of(Effort effort, List<Contender> contenders) {
    List<Contender> ours =
        contenders.stream().filter(c -> Strategies.names().contains(c.name())).toList();
    List<Round> rounds = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (Contender contender : contenders) {
        List<Weights> weights = weights(effort, contender);
        rounds.add(new Round(REQUEST, contender, SIZES, weights, threads));
        rounds.add(new Round(PICK, contender, SIZES, pickWeights(effort, contender), threads));
      }
    }
    for (Contender contender : ours) {
      rounds.add(new Round(LEASE, contender, SIZES, List.of(Weights.EQUAL), 1));
      rounds.add(new Round(CHURN, contender, List.of(), weights(effort, contender), 1));
    }
    return new Plan(List.copyOf(rounds));
  }

  /**
   * Peers in turn count no requests, and we do: of those, only the choice alone compares, so it is
   * measured with all weights. Of the others it is a luxury.
   */
  private static List<Weights> pickWeights(Effort effort, Contender contender) {
    return effort.isComplete() || contender.promise() == Promise.WEIGHTED_ROUND_ROBIN
        ? weights(effort, contender)
        : List.of(Weights.EQUAL);
  }

  private static List<Weights> weights(Effort effort, Contender contender) {
    return contender.weighted() ? effort.weights() : List.of(Weights.EQUAL);
  }

  /** The rounds in whose title the expression is found. */
  Plan only(Pattern expression) {
    Predicate<String> found = expression.asPredicate();
    return new Plan(rounds.stream().filter(r -> found.test(r.title())).toList());
  }

  int points() {
    return rounds.stream().mapToInt(Round::points).sum();
  }
}
