package org.rpicluster.balancer.vertx.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;

class OwnFaultsTest {

  private final ManualTime time = new ManualTime();
  private final List<String> log = new ArrayList<>();
  private final OwnFaults faults =
      new OwnFaults(
          time, (sentence, thrown) -> log.add(thrown == null ? sentence : "+" + sentence));

  @Test
  void faultOfEveryRequest_isSaidOnce_thenOnceAMinuteWithItsNumber() {
    for (int i = 0; i < 100; i++) {
      faults.tell("the body was read");
    }
    time.advance(Duration.ofMinutes(1));
    faults.tell("the body was read");

    assertThat(log)
        .containsExactly(
            "the body was read", "the body was read; 100 times since this was said last");
  }

  @Test
  void whatIsThrown_isOneFault_whateverItsMessage() {
    for (int i = 0; i < 100; i++) {
      faults.tell("not carried", new IllegalStateException("request " + i));
      faults.tell("not carried", new NoClassDefFoundError("class " + i));
      faults.tell("strategy of c", "the strategy threw " + i, new IllegalStateException());
    }

    assertThat(log).containsExactly("+not carried", "+not carried", "+the strategy threw 0");
  }

  @Test
  void manyFaults_areKeptInABound_andEachIsSaid() {
    for (int i = 0; i < 1000; i++) {
      faults.tell("fault " + i);
    }

    assertThat(log).hasSize(1000);
  }
}
