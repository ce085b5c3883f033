package org.rpicluster.balancer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;

class RecurringFaultsTest {

  private final ManualTime time = new ManualTime();
  private final List<String> log = new ArrayList<>();
  private final RecurringFaults faults =
      new RecurringFaults(time, (line, thrown) -> log.add(thrown == null ? line : "+" + line));

  @Test
  void faultOfEveryRequest_isSaidOnce_thenOnceAMinuteWithItsNumber() {
    for (int i = 0; i < 10_000; i++) {
      faults.occurred("the body was read");
    }
    time.advance(Duration.ofMinutes(5));

    assertThat(log)
        .containsExactly(
            "the body was read", "again in the last minute: 9999, the last: the body was read");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void whatIsThrown_isOneKind_whateverItsMessage() {
    for (int i = 0; i < 100; i++) {
      faults.threw("not carried", new IllegalStateException("request " + i));
      faults.threw("not carried", new NoClassDefFoundError("class " + i));
      faults.occurred("strategy of c", "the strategy threw " + i, new IllegalStateException());
    }
    assertThat(log).containsExactly("+not carried", "+not carried", "+the strategy threw 0");

    time.advance(Duration.ofMinutes(1));
    assertThat(log).contains("+again in the last minute: 99, the last: the strategy threw 99");
  }

  @Test
  void kindsWithoutEnd_areKeptInABound_andCounted() {
    for (int i = 0; i < 100_000; i++) {
      faults.occurred("fault " + i);
    }
    assertThat(log).hasSize(RecurringFaults.KINDS_MAX + 1);
    assertThat(time.waiting()).isEqualTo(RecurringFaults.KINDS_MAX + 1);

    time.advance(Duration.ofMinutes(1));
    int others = 100_000 - RecurringFaults.KINDS_MAX - 1;
    assertThat(log)
        .last()
        .isEqualTo("again in the last minute: " + others + ", the last: fault 99999");
  }

  @Test
  void kindsOfAQuietMinute_makeRoom() {
    for (int i = 0; i < 2 * RecurringFaults.KINDS_MAX; i++) {
      faults.occurred("fault " + i);
    }
    time.advance(Duration.ofMinutes(2));
    log.clear();
    faults.occurred("another");
    faults.occurred("fault 511");

    assertThat(log).containsExactly("another", "fault 511");
  }
}
