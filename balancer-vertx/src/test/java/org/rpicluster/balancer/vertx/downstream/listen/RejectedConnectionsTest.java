package org.rpicluster.balancer.vertx.downstream.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.vertx.downstream.listen.RejectedConnections.Rejection;

class RejectedConnectionsTest {

  private final ManualTime time = new ManualTime();
  private final List<String> log = new ArrayList<>();
  private final RejectedConnections turnedAway =
      new RejectedConnections(time, (line, thrown) -> log.add(line));

  @Test
  void firstOne_isSaidAtOnce_theOthersOnceAMinute() {
    for (int i = 0; i < 1000; i++) {
      turnedAway.tell(Rejection.TOO_MANY, "192.0.2." + i % 10, "full");
    }
    assertThat(log).containsExactly("connection turned away, of 192.0.2.0: full");

    time.advance(Duration.ofSeconds(59));
    assertThat(log).hasSize(1);
    time.advance(Duration.ofSeconds(1));
    assertThat(log.get(1))
        .isEqualTo("connections turned away in the last minute: 999, the last: 192.0.2.9: full");
  }

  @Test
  void minuteWithout_isSilent_andAfterItOneIsTheFirstAgain() {
    turnedAway.tell(Rejection.STRANGER, "192.0.2.1", "no");
    turnedAway.tell(Rejection.STRANGER, "192.0.2.2", "no");
    time.advance(Duration.ofMinutes(10));
    assertThat(log).hasSize(2);
    assertThat(time.waiting()).isZero();

    turnedAway.tell(Rejection.STRANGER, "192.0.2.3", "no");
    assertThat(log).last().isEqualTo("connection turned away, of 192.0.2.3: no");
  }

  @Test
  void eachCause_isCountedForItself() {
    turnedAway.tell(Rejection.TOO_MANY, "192.0.2.1", "full");
    turnedAway.tell(Rejection.HANDSHAKE, "192.0.2.2", "TLS");

    assertThat(log).hasSize(2);
    time.advance(Duration.ofMinutes(1));
    assertThat(log).hasSize(2);
  }

  @Test
  void floodOfADay_isALineAMinute() {
    for (int minute = 0; minute < 24 * 60; minute++) {
      turnedAway.tell(Rejection.TOO_MANY, "192.0.2.1", "full");
      turnedAway.tell(Rejection.TOO_MANY, "192.0.2.1", "full");
      time.advance(Duration.ofMinutes(1));
    }
    assertThat(log).hasSize(24 * 60 + 1);
  }
}
