package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.member.Outcome;

/**
 * That {@code peak-ewma} leaves no healthy member without work: a published failure of strategies
 * that go by latency (Traefik's leasttime, issue 12306). In manual time; the shares are those of
 * one seed, and the bounds leave room for any.
 */
class StarvationTest {

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

  /** At 20 requests a second most find the cluster idle; at 2000 each member has some 5 to do. */
  @ParameterizedTest
  @ValueSource(ints = {20, 200, 2000})
  void oneOfFivePoisoned_healthyOnesKeepHalfOfTheirFairShare(int perSecond) {
    Traffic traffic = new Traffic(Strategies.peakEwma(), 10, 10, 10, 10, 10);
    traffic.flow(HALF_A_MINUTE, perSecond);

    traffic.takes("c", 1000);
    traffic.flow(HALF_A_MINUTE, perSecond);

    for (String id : new String[] {"a", "b", "d", "e"}) {
      assertThat(traffic.share(id)).as(id).isGreaterThan(0.5 / 5);
    }
    // By exploring 1 / (5 * 32) = 0.6 %, and a request or two before the first slow answer.
    assertThat(traffic.share("c")).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200, 2000})
  void oneOfFiveALittleSlower_keepsHalfOfItsFairShare(int perSecond) {
    Traffic traffic = new Traffic(Strategies.peakEwma(), 10, 10, 12, 10, 10);
    traffic.flow(HALF_A_MINUTE, perSecond);

    traffic.flow(HALF_A_MINUTE, perSecond);

    for (String id : new String[] {"a", "b", "c", "d", "e"}) {
      assertThat(traffic.share(id)).as(id).isGreaterThan(0.5 / 5);
    }
  }

  /** Three times as slow, and nothing is forgotten meanwhile: exploring gives it 1 / (5 * 32). */
  @Test
  void slowMember_isStillTried() {
    Traffic traffic = new Traffic(Strategies.peakEwma(Duration.ofHours(20)), 10, 10, 30, 10, 10);

    traffic.flow(Duration.ofMinutes(2), 200);

    assertThat(traffic.share("c")).isGreaterThan(0.003);
  }

  @Test
  void healedMember_hasHalfOfItsFairShareAgain_withinAMinute() {
    Traffic traffic = new Traffic(Strategies.peakEwma(), 10, 10, 1000, 10, 10);
    traffic.flow(HALF_A_MINUTE, 200);

    traffic.takes("c", 10);
    // From 1.5 s to 15 ms in ln 100 = 4.6 decays of exploring at 1 a second: 46 s at most.
    traffic.flow(Duration.ofSeconds(50), 200);
    traffic.flow(HALF_A_MINUTE, 200);

    assertThat(traffic.share("c")).isGreaterThan(0.5 / 5);
  }

  /** 1000 a second of 50 ms each: fifty in flight, and the heavy member is meant to have most. */
  @Test
  void equalLatencies_sharesAreNearTheWeights_underLoad() {
    Traffic traffic = new Traffic(new double[] {5, 1, 1}, Strategies.peakEwma(), 50, 50, 50);

    traffic.flow(HALF_A_MINUTE, 1000);

    assertThat(traffic.share("a")).isBetween(0.8 * 5 / 7, 1.2 * 5 / 7);
    assertThat(traffic.share("b")).isBetween(0.5 / 7, 1.5 / 7);
  }

  /** A member that refuses at once must not look like a fast one. */
  @Test
  void memberThatFailsFast_isNotPreferred() {
    Traffic traffic = new Traffic(Strategies.peakEwma(), 10, 10, 0.1, 10, 10);
    traffic.ends("c", Outcome.CONNECT_FAILED);

    traffic.flow(HALF_A_MINUTE, 200);

    assertThat(traffic.share("c")).isLessThan(0.02);
  }
}
