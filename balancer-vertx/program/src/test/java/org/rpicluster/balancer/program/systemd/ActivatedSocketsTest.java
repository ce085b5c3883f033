package org.rpicluster.balancer.program.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivatedSocketsTest {

  private static final String MINE = Long.toString(ProcessHandle.current().pid());

  @Test
  void socketsOfThisProcess_areThoseBehindTheStandardOnes() {
    assertThat(ActivatedSockets.of(Map.of("LISTEN_PID", MINE, "LISTEN_FDS", "2")))
        .containsExactly(3, 4);
  }

  @Test
  void socketsOfAnotherProcess_areNotTaken_norIsWhatIsNoNumber() {
    assertThat(ActivatedSockets.of(Map.of("LISTEN_PID", "1", "LISTEN_FDS", "2"))).isEmpty();
    assertThat(ActivatedSockets.of(Map.of("LISTEN_FDS", "2"))).isEmpty();
    assertThat(ActivatedSockets.of(Map.of("LISTEN_PID", MINE, "LISTEN_FDS", "two"))).isEmpty();
    assertThat(ActivatedSockets.of(Map.of())).isEmpty();
  }
}
