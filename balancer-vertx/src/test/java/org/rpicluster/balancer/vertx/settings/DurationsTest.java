package org.rpicluster.balancer.vertx.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "0,PT0S", "0s,PT0S"})
  void durationWithAUnit_isRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1 s", "1d", "10S", "9999999h", "١s"})
  void anythingElse_isNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999h"})
  void longestDuration_fitsIntoNanoseconds(String text) {
    assertThat(Durations.parse(text).orElseThrow().toNanos()).isPositive();
  }
}
