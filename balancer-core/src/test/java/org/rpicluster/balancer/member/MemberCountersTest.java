package org.rpicluster.balancer.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberCountersTest {

  private final MemberCounters counters = CountersAtTheEdge.newCounters();

  @Test
  void inFlight_isRight_acrossTheWrap() {
    for (int i = 1; i <= 8; i++) {
      counters.begin();
      assertThat(counters.inFlight()).isEqualTo(i);
    }
    for (int i = 7; i >= 0; i--) {
      counters.end(Outcome.SUCCESS);
      assertThat(counters.inFlight()).isEqualTo(i);
    }
    assertThat(counters.picks()).isNegative();
  }

  @Test
  void limit_holds_acrossTheWrap() {
    for (int i = 0; i < 5; i++) {
      assertThat(counters.tryBegin(5)).isTrue();
    }
    assertThat(counters.tryBegin(5)).isFalse();

    counters.end(Outcome.SUCCESS);
    assertThat(counters.tryBegin(5)).isTrue();
    assertThat(counters.tryBegin(5)).isFalse();
  }

  @Test
  void limitOfZero_isNoLimit() {
    for (int i = 0; i < 1000; i++) {
      assertThat(counters.tryBegin(0)).isTrue();
    }
    assertThat(counters.inFlight()).isEqualTo(1000);
  }

  @Test
  void failures_areTheOutcomesThatBlameTheMember() {
    for (Outcome outcome : Outcome.values()) {
      counters.begin();
      counters.end(outcome);
    }

    assertThat(counters.failures()).isEqualTo(Outcome.values().length - 2);
    assertThat(Outcome.SUCCESS.blamesMember()).isFalse();
    assertThat(Outcome.CANCELLED.blamesMember()).isFalse();
    assertThat(counters.inFlight()).isZero();
  }

  @Test
  void failures_areCountedByTheirOutcome() {
    counters.begin();
    counters.end(Outcome.RESET);
    counters.begin();
    counters.end(Outcome.SUCCESS);

    assertThat(counters.failures(Outcome.RESET)).isEqualTo(1);
    assertThat(counters.failures(Outcome.TIMED_OUT)).isZero();
    assertThat(counters.failures(Outcome.SUCCESS)).isZero();
  }

  @Test
  void bytes_areCountedByDirection() {
    counters.addBytesToMember(3);
    counters.addBytesFromMember(5);
    counters.addBytesFromMember(7);

    assertThat(counters.bytesToMember()).isEqualTo(3);
    assertThat(counters.bytesFromMember()).isEqualTo(12);
  }
}
