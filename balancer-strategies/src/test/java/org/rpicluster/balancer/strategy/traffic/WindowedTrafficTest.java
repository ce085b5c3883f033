package org.rpicluster.balancer.strategy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.strategy.WordCount;

class WindowedTrafficTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return Strategies.byTraffic(Duration.ofMinutes(10));
  }

  @Test
  void bytes_areSharedByWeight() {
    TestCluster cluster = TestCluster.with(strategy(), 5, 2.5, 1);

    String word = cluster.serves(8500);

    // A member that is behind is next: a share is off by one request, and one more for the fading.
    assertThat(WordCount.share(word, 'a')).isEqualTo(5000 / 8500.0, within(2 / 8500.0));
    assertThat(WordCount.share(word, 'b')).isEqualTo(2500 / 8500.0, within(2 / 8500.0));
  }

  @Test
  void bytes_countAtOnce() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);

    cluster.bytes("a", 1, 0);
    assertThat(cluster.pick()).isEqualTo("b");
    cluster.bytes("b", 0, 2);
    assertThat(cluster.pick()).isEqualTo("a");
    assertThat(cluster.picker().next()).isSameAs(cluster.candidate("a"));
  }

  @Test
  void newcomer_beginsWithTheMeanOfTheOthers() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.serves(1000);

    cluster.add(TestCluster.member("n").weight(2).build());

    assertThat(WordCount.share(cluster.serves(100), 'n')).isEqualTo(0.5, within(0.02));
  }

  @Test
  void memberThatComesBack_isNotFlooded() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1);
    cluster.serves(300);
    cluster.down("c");
    cluster.serves(3000);
    cluster.up("c");

    assertThat(WordCount.share(cluster.serves(300), 'c')).isEqualTo(1 / 3.0, within(0.01));
  }

  /** Bytes that came after the answer had begun, or of a request that was cancelled. */
  @Test
  void oldBytes_areForgotten_whoeverMovedThem() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.bytes("a", 1_000_000_000, 0);
    cluster.pick();

    cluster.time().advance(Duration.ofMinutes(1));
    cluster.pick();
    cluster.time().advance(Duration.ofMinutes(200));

    assertThat(cluster.score("a")).isLessThan(10);
  }

  @Test
  void oldBytes_areForgotten() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    cluster.serves(2);
    cluster.bytes("a", 1_000_000_000, 0);
    // They begin to age with the next pick that is not of the same moment.
    cluster.time().advance(Duration.ofMinutes(1));
    cluster.serves(1);

    cluster.time().advance(Duration.ofMinutes(200));

    assertThat(cluster.score("a")).isLessThan(10);
    assertThat(WordCount.share(cluster.serves(100), 'a')).isEqualTo(0.5, within(0.02));
  }

  @Test
  void window_isChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.byTraffic(Duration.ofSeconds(-1)))
        .withMessage("window: PT-1S (expected: more than 0)");
  }
}
