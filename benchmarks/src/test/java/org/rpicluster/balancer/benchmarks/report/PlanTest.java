package org.rpicluster.balancer.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.benchmarks.contender.Contenders;
import org.rpicluster.balancer.benchmarks.contender.Weights;
import org.rpicluster.balancer.strategy.Strategies;

class PlanTest {

  private final Plan plan = Plan.of(Effort.SHORT, Contenders.all());

  @Test
  void everyStrategy_isInThePlan() {
    assertThat(plan.rounds()).extracting(r -> r.contender().name()).containsAll(Strategies.names());
  }

  @Test
  void contenderWithoutWeights_runsWithEqualOnesOnly() {
    assertThat(plan.rounds())
        .filteredOn(r -> !r.contender().weighted())
        .allSatisfy(r -> assertThat(r.weights()).containsExactly(Weights.EQUAL));
  }

  @Test
  void filter_leavesTheRoundsWhoseTitleItFinds() {
    Plan two = plan.only(Pattern.compile("pickAndComplete vertx/round-robin"));

    assertThat(two.rounds())
        .extracting(Round::title)
        .containsExactly(
            "PickBenchmark.pickAndComplete vertx/round-robin x1",
            "PickBenchmark.pickAndComplete vertx/round-robin x2");
  }
}
