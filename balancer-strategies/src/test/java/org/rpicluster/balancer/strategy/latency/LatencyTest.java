package org.rpicluster.balancer.strategy.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyTest {

  private static final long DECAY = 1000;

  /** A clock that overflows on the way. */
  private static final long START = Long.MAX_VALUE - 500;

  private final Latency latency = new Latency(DECAY);

  @Test
  void peak_countsAtOnce() {
    latency.observe(10, START);
    latency.observe(90, START + 1);

    assertThat(latency.nanos(START + 1)).isEqualTo(90);
  }

  @Test
  void betterSamples_countByTheTimeTheyStandFor() {
    latency.observe(100, START);
    latency.observe(20, START + DECAY);

    // Of the old 1/e is left: 20 + 80 / e.
    assertThat(latency.nanos(START + DECAY)).isEqualTo(20 + 80 / Math.E, within(1e-9));
  }

  @Test
  void manySamplesAtOneMoment_countAsNoTime() {
    latency.observe(100, START);
    for (int i = 0; i < 1000; i++) {
      latency.observe(1, START);
    }
    assertThat(latency.nanos(START)).isEqualTo(100);
  }

  @Test
  void withoutSamples_itFades_untilItIsForgotten() {
    latency.observe(100, START);

    assertThat(latency.nanos(START + 2 * DECAY)).isEqualTo(100 / Math.exp(2), within(1e-9));
    assertThat(latency.isKnown(START + 8 * DECAY - 1)).isTrue();
    assertThat(latency.isKnown(START + 8 * DECAY)).isFalse();
  }

  @Test
  void forgottenOne_beginsAnew() {
    latency.observe(1_000_000, START);
    latency.observe(7, START + 9 * DECAY);

    assertThat(latency.nanos(START + 9 * DECAY)).isEqualTo(7);
  }

  @Test
  void observations_outOfOrder_doNotGrow() {
    latency.observe(100, START);
    latency.observe(50, START - 100);

    assertThat(latency.nanos(START - 200)).isEqualTo(100);
  }

  @Test
  void unmeasured_isNotKnown() {
    assertThat(latency.isKnown(0)).isFalse();
  }
}
