package org.rpicluster.balancer.vertx.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MemoryAccountTest {

  private static final long MAX = 1 << 20;

  private final MemoryAccount account = new MemoryAccount(MAX);

  private static void fill(MemoryShare share) {
    for (int i = 0; i < MAX && share.charge(64); i++) {
      assertThat(share.used()).isPositive();
    }
  }

  @Test
  void oneShareAlone_takesHalf() {
    fill(account.share("a"));
    assertThat(account.share("a").used()).isBetween(MAX / 2 - 128, MAX / 2);
  }

  @Test
  void whoComesLater_findsRoom_howeverManyAreFull() {
    for (int i = 0; i < 10; i++) {
      MemoryShare share = account.share("share " + i);
      long free = account.free();
      fill(share);
      assertThat(share.used()).isBetween(free / 2 - 128, free / 2);
    }
    assertThat(account.free()).isPositive();
  }

  @Test
  void shareOfAName_isAlwaysTheSame() {
    assertThat(account.share("a")).isSameAs(account.share("a"));
  }

  @Test
  void sharesOfNamesThatHaveGone_areForgotten_andThoseThatAreHeldStay() {
    MemoryShare held = account.share("held");
    held.charge(64);
    MemoryCharge charge = new MemoryCharge(account.share("charged"));
    charge.resize(64);
    for (int i = 0; i < 10_000; i++) {
      account.share("cluster " + i);
    }
    // Bounded: each collection makes room for what is made in the next turn.
    for (int i = 0; i < 100 && account.names() > 10; i++) {
      System.gc();
      account.share("another " + i);
    }

    assertThat(account.names()).isBetween(2, 10);
    assertThat(account.share("held")).isSameAs(held);
    assertThat(account.share("charged").used()).isEqualTo(64);
    charge.release();
    assertThat(account.used()).isEqualTo(64);
  }

  @Test
  void chargeThatFindsNoRoom_staysAsItWas() {
    MemoryCharge charge = new MemoryCharge(account.share("a"));
    assertThat(charge.resize(1000)).isTrue();
    assertThat(charge.resize(MAX)).isFalse();
    assertThat(charge.bytes()).isEqualTo(1000);
    assertThat(account.used()).isEqualTo(1000);
  }

  @Test
  void chargeThatIsReleased_isReleasedOnce_andForGood() {
    MemoryCharge charge = new MemoryCharge(account.share("a"));
    charge.grow(1000);
    charge.release();
    charge.release();
    assertThat(charge.grow(1)).isFalse();
    assertThat(account.used()).isZero();
  }

  @Test
  void unboundedOne_refusesNothing_andCounts() {
    MemoryAccount unbounded = MemoryAccount.unbounded();
    assertThat(unbounded.share("a").charge(1L << 50)).isTrue();
    assertThat(unbounded.used()).isEqualTo(1L << 50);
  }

  @Property
  void anyHistory_staysWithinTheBound_andComesBackToNothing(
      @ForAll @Size(max = 200) List<@IntRange(max = 100_000) Integer> sizes) {
    MemoryAccount all = new MemoryAccount(MAX);
    List<MemoryCharge> charges = new ArrayList<>();
    for (int size : sizes) {
      MemoryCharge charge = new MemoryCharge(all.share("share " + size % 3));
      charge.resize(size);
      charges.add(charge);
      charges.get(size % charges.size()).resize(size / 2);
      if (size % 5 == 0) {
        charges.get(size % charges.size()).release();
      }
      assertThat(all.used()).isBetween(0L, MAX);
    }
    charges.forEach(MemoryCharge::release);
    assertThat(all.used()).isZero();
    assertThat(all.share("share 0").used()).isZero();
  }
}
