package org.rpicluster.balancer.strategy;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exact pickers, used by several threads, only do what Apache's reference could have done in
 * some order of the same calls. Checked over random small histories, with the schedules that the
 * machine happens to give and with all that Lincheck's model checker finds.
 */
class LinearizabilityTest {

  @ParameterizedTest
  @ValueSource(
      classes = {Concurrent.Requests.class, Concurrent.Busyness.class, Concurrent.Traffic.class})
  void picker_isLinearizable_onThisMachine(Class<?> subject) {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(4)
        .actorsBefore(6)
        .actorsAfter(4)
        .sequentialSpecification(Concurrent.specification(subject))
        .check(subject);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Concurrent.Requests.class, Concurrent.Busyness.class, Concurrent.Traffic.class})
  void picker_isLinearizable_onEverySchedule(Class<?> subject) {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(6)
        .actorsAfter(3)
        .sequentialSpecification(Concurrent.specification(subject))
        .check(subject);
  }
}
