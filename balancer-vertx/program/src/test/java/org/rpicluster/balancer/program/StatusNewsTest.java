package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.program.peers.PeerStatus;

/** When a balancer tells its status. */
class StatusNewsTest {

  private final StatusNews news = new StatusNews();

  private static PeerStatus status(String health, String digest) {
    return new PeerStatus(
        "n", "pi", "", Optional.empty(), Map.of("c", Map.of("pi1", health)), digest);
  }

  private boolean isTold(String health, String digest) {
    return news.isToldAt(status(health, digest));
  }

  @Test
  void firstOne_isSaid() {
    assertThat(isTold("down", "a")).isTrue();
  }

  @Test
  void healthOfAMember_isSaidAtOnce_alsoWhileEditsAreMade() {
    isTold("down", "a");

    assertThat(isTold("up", "a")).isTrue();
    assertThat(isTold("down", "b")).isTrue();
  }

  @Test
  void editsOfEachSecond_areSaidEachFifthTime_andOnceTheyHaveSettled() {
    isTold("up", "a");
    isTold("up", "a");

    assertThat(IntStream.range(0, 20).filter(i -> isTold("up", "b" + i))).hasSize(4);
    assertThat(isTold("up", "last")).isFalse();
    assertThat(isTold("up", "last")).isTrue();
    assertThat(isTold("up", "last")).isFalse();
  }

  @Test
  void sameForFiveSeconds_isSaidAgain() {
    isTold("up", "a");
    isTold("up", "a");

    assertThat(IntStream.range(0, 20).filter(i -> isTold("up", "a"))).hasSize(4);
  }
}
