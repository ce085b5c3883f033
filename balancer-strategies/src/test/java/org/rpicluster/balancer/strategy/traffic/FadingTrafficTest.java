package org.rpicluster.balancer.strategy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.MemberCounters;

class FadingTrafficTest {

  private static final long WINDOW = 1000;

  /** A clock that overflows on the way. */
  private static final long START = Long.MAX_VALUE - 500;

  private final MemberCounters counters = new MemberCounters();

  @Test
  void earlierBytes_doNotCount() {
    counters.addBytesToMember(1_000_000);
    FadingTraffic traffic = new FadingTraffic(counters, WINDOW, START);

    assertThat(traffic.bytes(START)).isZero();
  }

  @Test
  void newBytes_countWhole_untilTheyAreSettled_andFadeThen() {
    FadingTraffic traffic = new FadingTraffic(counters, WINDOW, START);
    counters.addBytesToMember(60);
    counters.addBytesFromMember(40);

    assertThat(traffic.bytes(START + 5 * WINDOW)).isEqualTo(100);
    traffic.settle(START + 5 * WINDOW);
    assertThat(traffic.bytes(START + 5 * WINDOW)).isEqualTo(100);
    assertThat(traffic.bytes(START + 6 * WINDOW)).isEqualTo(100 / Math.E, within(1e-9));
  }

  @Test
  void fading_doesNotDependOnHowOftenItIsSettled() {
    FadingTraffic often = new FadingTraffic(counters, WINDOW, START);
    FadingTraffic seldom = new FadingTraffic(counters, WINDOW, START);
    counters.addBytesFromMember(1000);
    often.settle(START + 1);
    seldom.settle(START + 1);
    for (int i = 2; i <= 500; i++) {
      often.settle(START + i);
    }
    assertThat(often.bytes(START + 600)).isEqualTo(seldom.bytes(START + 600), within(1e-6));
  }

  @Test
  void totals_mayWrap() {
    counters.addBytesToMember(Long.MAX_VALUE - 3);
    FadingTraffic traffic = new FadingTraffic(counters, WINDOW, START);

    counters.addBytesToMember(10);

    assertThat(traffic.bytes(START)).isEqualTo(10);
  }

  @Test
  void lifting_neverLowers() {
    FadingTraffic traffic = new FadingTraffic(counters, WINDOW, START);
    counters.addBytesToMember(50);

    traffic.lift(20, START + 1);
    assertThat(traffic.bytes(START + 1)).isEqualTo(50);
    traffic.lift(80, START + 1);
    assertThat(traffic.bytes(START + 1)).isEqualTo(80);
  }
}
