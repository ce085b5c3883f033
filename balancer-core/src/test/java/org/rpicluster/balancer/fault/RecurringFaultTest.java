package org.rpicluster.balancer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.ManualTime;

class RecurringFaultTest {

  private final ManualTime time = new ManualTime();
  private final List<String> log = new ArrayList<>();
  private final RecurringFault fault =
      new RecurringFault(
          time,
          (line, thrown) -> log.add(line),
          "not written: ",
          "not written in the last minute: ");

  @Test
  void fault_isSaidOnce_countedEachMinute_andOnceWhenOver() {
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 0; i < 100; i++) {
        fault.occurred("disk full");
      }
      time.advance(Duration.ofMinutes(1));
    }
    fault.over("written again; lines lost: ");
    fault.over("written again; lines lost: ");

    assertThat(log)
        .containsExactly(
            "not written: disk full",
            "not written in the last minute: 99, the last: disk full",
            "not written in the last minute: 100, the last: disk full",
            "not written in the last minute: 100, the last: disk full",
            "written again; lines lost: 300");
  }

  @Test
  void faultThatComesAndGoes_isAnnouncedAndOver_onceAMinute() {
    for (int second = 0; second < 600; second++) {
      fault.occurred("disk full");
      fault.over("written again; lines lost: ");
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(log).hasSizeLessThanOrEqualTo(22);
    assertThat(log).first().isEqualTo("not written: disk full");
  }

  @Test
  void faultAfterAQuietMinute_isAnnouncedAgain() {
    fault.occurred("disk full");
    fault.over("written again; lines lost: ");
    time.advance(Duration.ofMinutes(1));
    fault.occurred("no such directory", 7);
    fault.over("written again; lines lost: ");

    assertThat(log)
        .containsExactly(
            "not written: disk full",
            "written again; lines lost: 1",
            "not written: no such directory",
            "written again; lines lost: 7");
    time.advance(Duration.ofMinutes(1));
    assertThat(time.waiting()).isZero();
  }
}
