package org.rpicluster.balancer.examples.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;

/** A strategy of one's own, held to the contract that ours are held to. */
class InBatchesTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return new InBatches();
  }

  @Test
  void members_takeTurnsOfTen() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1);

    assertThat(cluster.serves(40))
        .isEqualTo("a".repeat(10) + "b".repeat(10) + "c".repeat(10) + "a".repeat(10));
  }

  @Test
  void strategy_isFoundByItsName() {
    assertThat(Strategies.named("in-batches")).isInstanceOf(InBatches.class);
    assertThat(Strategies.names()).contains("in-batches", "byrequests");
  }

  @Test
  void options_areRefused_asItTakesNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.named("in-batches").with(Map.of("size", "10")))
        .withMessage("size: 10 (expected: no option of in-batches)");
  }

  @Test
  void unknownName_isAnError_thatListsItToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.named("in-heaps"))
        .withMessageStartingWith("strategy: in-heaps (expected: bybusyness, ")
        .withMessageContaining("in-batches");
  }
}
