package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rpicluster.balancer.Observed.candidate;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;

/** Picking and holding; {@link BalancerHealthTest} has what becomes of failures. */
class BalancerTest {

  private static final Member A = member("a").build();
  private static final Member B = member("b").build();

  @Test
  void acquire_begins_andCompleteEnds() {
    Balancer balancer = balancer(A);

    Lease lease = balancer.acquire();
    assertThat(lease.member()).isEqualTo(A);
    assertThat(inFlight(balancer, "a")).isEqualTo(1);
    lease.complete(Outcome.SUCCESS);

    assertThat(inFlight(balancer, "a")).isZero();
  }

  @Test
  void lease_endsOnce_theFirstOutcomeCounts() {
    Balancer balancer = balancer(A);
    Lease other = balancer.acquire();
    Lease lease = balancer.acquire();

    lease.complete(Outcome.SUCCESS);
    lease.complete(Outcome.RESET);
    lease.close();

    assertThat(inFlight(balancer, "a")).isEqualTo(1);
    assertThat(candidate(balancer, "a").counters().failures()).isZero();
    other.close();
    assertThat(inFlight(balancer, "a")).isZero();
  }

  @Test
  void leaseThatNobodyCompleted_isCancelled_whenClosed() {
    Balancer balancer = balancer(A);

    try (Lease lease = balancer.acquire()) {
      assertThat(lease.slot()).isZero();
    }

    assertThat(inFlight(balancer, "a")).isZero();
    assertThat(candidate(balancer, "a").health()).isInstanceOf(Health.Up.class);
  }

  @Test
  void lease_countsBytes() {
    Balancer balancer = balancer(A);

    try (Lease lease = balancer.acquire()) {
      lease.addBytesToMember(3);
      lease.addBytesFromMember(5);
    }

    assertThat(candidate(balancer, "a").counters().bytesToMember()).isEqualTo(3);
    assertThat(candidate(balancer, "a").counters().bytesFromMember()).isEqualTo(5);
  }

  @Test
  void update_keepsCountersHealthAndSlot_ofMembersThatStay() {
    Balancer balancer = balancer(A, B);
    balancer.acquire();
    balancer.acquire().complete(Outcome.RESET);
    Candidate a = candidate(balancer, "a");
    Candidate b = candidate(balancer, "b");

    balancer.update(List.of(member("n").build(), B.but().weight(3).build(), A));

    assertThat(candidate(balancer, "a").counters()).isSameAs(a.counters());
    assertThat(candidate(balancer, "b").health()).isSameAs(b.health());
    assertThat(candidate(balancer, "b").slot()).isEqualTo(b.slot());
    assertThat(candidate(balancer, "b").weight()).isEqualTo(300);
    assertThat(balancer.candidates().get(0).member().id()).isEqualTo("n");
  }

  @Test
  void requestOnAMemberThatLeft_goesOn_andTouchesNoOther() {
    Balancer balancer = balancer(A, B);
    Lease onA = balancer.acquire();

    balancer.update(List.of(B));
    balancer.update(List.of(B, member("n").build()));
    onA.complete(Outcome.RESET);

    assertThat(onA.candidate().counters().inFlight()).isZero();
    assertThat(candidate(balancer, "n").slot()).isEqualTo(onA.slot());
    assertThat(candidate(balancer, "n").health()).isInstanceOf(Health.Up.class);
    assertThat(inFlight(balancer, "n")).isZero();
  }

  @Test
  void memberThatReturns_startsClean() {
    Balancer balancer = balancer(A, B);
    balancer.acquire();

    balancer.update(List.of(B));
    balancer.update(List.of(A, B));

    assertThat(inFlight(balancer, "a")).isZero();
  }

  @Test
  void twoMembersWithOneId_areRefused_andNothingChanges() {
    Balancer balancer = balancer(A, B);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> balancer.update(List.of(A, A.but().weight(2).build())))
        .withMessage("id: a (expected: one member with this id)");
    assertThat(balancer.candidates().members()).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> balancer(A, A));
  }

  @Test
  void clusterWithoutAName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Balancer.builder(" ", new RoundRobin()))
        .withMessage("name: ' ' (expected: a name)");
  }

  @Test
  void leaseWithoutAnOutcome_isStillHeld_andCanBeEnded() {
    Balancer balancer = balancer(A);
    Lease lease = balancer.acquire();

    assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> lease.complete(null));
    assertThat(lease.candidate().counters().inFlight()).isEqualTo(1);
    lease.close();

    assertThat(lease.candidate().counters().inFlight()).isZero();
  }

  @Test
  void exception_saysWhyThereIsNobody() {
    assertNobody(balancer(), new PickContext(), Reason.EMPTY);
    Balancer stopped = balancer(A.but().state(AdminState.STOPPED).build());
    assertNobody(stopped, new PickContext(), Reason.ALL_UNAVAILABLE);

    Balancer tried = balancer(A, B);
    PickContext context = new PickContext();
    context.exclude(tried.acquire(context).candidate());
    context.exclude(tried.acquire(context).candidate());
    assertNobody(tried, context, Reason.ALL_TRIED);

    Balancer full = balancer(A.but().maxInFlight(1).build());
    full.acquire();
    assertNobody(full, new PickContext(), Reason.ALL_FULL);
  }

  @Test
  void exception_namesTheCluster_withoutAStackTrace() {
    assertThatExceptionOfType(NoMemberException.class)
        .isThrownBy(balancer()::acquire)
        .withMessage("test: the cluster has no members")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void strategy_maySwitch_whileRequestsAreInFlight() {
    Balancer balancer = balancer(A, B);
    Lease before = balancer.acquire();
    Balancer other = balancer(A);

    balancer.strategy(other.strategy());

    assertThat(balancer.strategy()).isSameAs(other.strategy());
    assertThat(inFlight(balancer, "a")).isEqualTo(1);
    before.complete(Outcome.SUCCESS);
    assertThat(inFlight(balancer, "a")).isZero();
    assertThat(balancer.acquire().member()).isEqualTo(A);
  }

  @Test
  void observer_isToldOfMembers() {
    List<String> told = new ArrayList<>();
    Balancer balancer =
        Balancer.builder("test", new RoundRobin()).observer(recording(told)).member(A).build();

    balancer.update(List.of(A.but().weight(2).build(), B));
    balancer.update(List.of(B));

    assertThat(told).containsExactly("joined a", "changed 1 to 2", "joined b", "left a");
  }

  private static BalancerObserver recording(List<String> told) {
    return new BalancerObserver() {
      @Override
      public void joined(Member member) {
        told.add("joined " + member.id());
      }

      @Override
      public void left(Member member) {
        told.add("left " + member.id());
      }

      @Override
      public void changed(Member from, Member to) {
        told.add("changed " + from.weight() + " to " + to.weight());
      }
    };
  }

  private static void assertNobody(Balancer balancer, PickContext context, Reason reason) {
    assertThatExceptionOfType(NoMemberException.class)
        .isThrownBy(() -> balancer.acquire(context))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Balancer balancer(Member... members) {
    return Balancer.builder("test", new RoundRobin()).members(List.of(members)).build();
  }

  private static int inFlight(Balancer balancer, String id) {
    return candidate(balancer, id).counters().inFlight();
  }
}
