package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.health.ProbePolicy;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

/** A change of many things is published once, whole or not at all. */
class ClusterChangeTest {

  private static final Member PI1 = Member.of("http://pi1:80");
  private static final Member PI2 = Member.of("http://pi2:80");
  private static final Member PI3 = Member.of("http://pi3:80");

  private final ManualTime time = new ManualTime();
  private final List<String> seen = new ArrayList<>();

  private BalancerBuilder builder(Strategy strategy) {
    return Balancer.builder("shop", strategy)
        .members(List.of(PI1, PI2))
        .ticker(time)
        .scheduler(time);
  }

  /** A strategy whose pickers write down every snapshot that they are given. */
  private record Recording(String name, List<String> seen) implements Strategy {

    @Override
    public Picker newPicker(Ticker ticker, Chance chance) {
      return new Picker() {
        private volatile Candidates now = Candidates.EMPTY;

        @Override
        public void update(Candidates candidates) {
          now = candidates;
          seen.add(name + weights(candidates));
        }

        @Override
        public Candidate pick(PickContext context) {
          for (int i = 0; i < now.size(); i++) {
            if (!context.excludes(now.get(i))) {
              return now.get(i);
            }
          }
          return Candidate.NONE;
        }
      };
    }
  }

  private static List<String> weights(Candidates candidates) {
    return candidates.members().stream()
        .map(Candidate::member)
        .map(member -> member.id() + "×" + member.weight())
        .toList();
  }

  @Test
  void membersAndRules_changeInOnePublication() {
    Balancer balancer = builder(new Recording("old", seen)).build();
    seen.clear();
    balancer.change(
        new ClusterChange()
            .remove("pi1:80")
            .edit("pi2:80", pi2 -> pi2.weight(2).set(1).role(Role.SPARE).maxInFlight(5))
            .add(PI3)
            .failurePolicy(FailurePolicy.APACHE)
            .queue(QueuePolicy.NONE)
            .retryPercent(50)
            .stickiness(Optional.of(Stickiness.byCookie("ROUTE"))));
    assertThat(seen).containsExactly("old[pi2:80×2, pi3:80×1]");
    assertThat(balancer.candidates().members().get(0).member())
        .isEqualTo(PI2.but().weight(2).set(1).role(Role.SPARE).maxInFlight(5).build());
    assertThat(balancer.failurePolicy()).isEqualTo(FailurePolicy.APACHE);
    assertThat(balancer.queue()).isEqualTo(QueuePolicy.NONE);
    assertThat(balancer.retryBudget().percent()).isEqualTo(50);
    assertThat(balancer.stickiness()).contains(Stickiness.byCookie("ROUTE"));
  }

  @Test
  void newStrategy_neverSeesOldMembers_andTheOldOneNeverNewOnes() {
    Balancer balancer = builder(new Recording("old", seen)).build();
    seen.clear();
    balancer.change(
        new ClusterChange()
            .edit("pi1:80", pi1 -> pi1.weight(9))
            .strategy(new Recording("new", seen)));
    assertThat(seen).isNotEmpty().containsOnly("new[pi1:80×9, pi2:80×1]");
  }

  @Test
  void observerIsTold_onceEverythingHasChanged() {
    List<String> told = new ArrayList<>();
    Balancer[] balancer = new Balancer[1];
    BalancerObserver observer =
        new BalancerObserver() {
          @Override
          public void joined(Member member) {
            tell("joined " + member.id());
          }

          @Override
          public void left(Member member) {
            tell("left " + member.id());
          }

          @Override
          public void changed(Member from, Member to) {
            tell("changed " + to.id());
          }

          private void tell(String what) {
            if (balancer[0] != null) {
              told.add(what + " of " + weights(balancer[0].candidates()) + rules(balancer[0]));
            }
          }
        };
    balancer[0] = builder(new RoundRobin()).observer(observer).build();
    balancer[0].change(
        new ClusterChange()
            .queue(QueuePolicy.NONE)
            .members(List.of(PI3, PI2.but().weight(3).build())));
    String now = " of [pi3:80×1, pi2:80×3]0";
    assertThat(told)
        .containsExactly("changed pi2:80" + now, "left pi1:80" + now, "joined pi3:80" + now);
  }

  private static int rules(Balancer balancer) {
    return balancer.queue().max();
  }

  @Test
  void wrongPart_leavesEverythingAsItWas() {
    Recording old = new Recording("old", seen);
    Balancer balancer = builder(old).build();
    Candidates before = balancer.candidates();
    seen.clear();
    ClusterChange right =
        new ClusterChange().queue(QueuePolicy.NONE).failurePolicy(FailurePolicy.APACHE).add(PI3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> balancer.change(right.remove("pi9")))
        .withMessage("id: pi9 (expected: a member: pi1:80, pi2:80, pi3:80)");
    ClusterChange twice = new ClusterChange().queue(QueuePolicy.NONE).add(PI2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> balancer.change(twice))
        .withMessage("id: pi2:80 (expected: one member with this id)");
    ClusterChange light =
        new ClusterChange().queue(QueuePolicy.NONE).edit("pi1:80", pi1 -> pi1.weight(0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> balancer.change(light))
        .withMessage("weight: 0.5 (expected: 1 to 100)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClusterChange().retryPercent(101))
        .withMessage("budget: 101% (expected: 0% to 100%)");
    assertThat(seen).isEmpty();
    assertThat(balancer.candidates()).isSameAs(before);
    assertThat(balancer.queue()).isEqualTo(QueuePolicy.DEFAULT);
    assertThat(balancer.failurePolicy()).isEqualTo(FailurePolicy.DEFAULT);
    assertThat(balancer.strategy()).isSameAs(old);
  }

  @Test
  void strategyThatCannotBegin_leavesTheMembersAsTheyWere() {
    Balancer balancer = builder(new RoundRobin()).build();
    Candidates before = balancer.candidates();
    Strategy broken =
        new Strategy() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Picker newPicker(Ticker ticker, Chance chance) {
            throw new IllegalStateException("no picker today");
          }
        };
    ClusterChange change = new ClusterChange().strategy(broken).add(PI3).queue(QueuePolicy.NONE);
    assertThatThrownBy(() -> balancer.change(change)).hasMessage("no picker today");
    assertThat(balancer.candidates()).isSameAs(before);
    assertThat(balancer.strategy()).isInstanceOf(RoundRobin.class);
    assertThat(balancer.queue()).isEqualTo(QueuePolicy.DEFAULT);
    balancer.acquire().complete(Outcome.SUCCESS);
  }

  @Test
  void changeOfNothing_publishesNothing() {
    Recording strategy = new Recording("same", seen);
    Balancer balancer = builder(strategy).build();
    Candidates before = balancer.candidates();
    seen.clear();
    balancer.change(
        new ClusterChange().members(List.of(PI1, PI2)).strategy(new Recording("same", seen)));
    assertThat(seen).isEmpty();
    assertThat(balancer.candidates()).isSameAs(before);
    assertThat(balancer.strategy()).isSameAs(strategy);
  }

  @Test
  void changeThatEndsTheProbes_bringsBackWhoeverTheyTookOut_inTheSamePublication() {
    Recording strategy = new Recording("same", seen);
    Balancer balancer =
        builder(strategy).probing(ProbePolicy.DEFAULT, (member, end) -> () -> "answer").build();
    balancer.probesFailed("pi2:80", "no answer");
    assertThat(health(balancer, 1)).isInstanceOf(Health.Down.class);
    seen.clear();
    balancer.change(new ClusterChange().noProbing().edit("pi1:80", pi1 -> pi1.weight(4)));
    assertThat(seen).containsExactly("same[pi1:80×4, pi2:80×1]");
    assertThat(health(balancer, 1)).isInstanceOf(Health.HalfOpen.class);
    time.advance(Duration.ofHours(1));
    assertThat(balancer.probesOf("pi1:80")).isEmpty();
  }

  private static Health health(Balancer balancer, int member) {
    return balancer.candidates().members().get(member).health();
  }

  @Test
  void stoppedMember_isStarted_andItsRetryGoesOn() {
    Balancer balancer = builder(new RoundRobin()).build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    balancer.change(new ClusterChange().edit("pi1:80", pi1 -> pi1.state(AdminState.STOPPED)));
    time.advance(Duration.ofMinutes(5));
    assertThat(health(balancer, 0)).isInstanceOf(Health.Down.class);
    balancer.change(new ClusterChange().edit("pi1:80", pi1 -> pi1.state(AdminState.ENABLED)));
    time.advance(Duration.ZERO);
    assertThat(health(balancer, 0)).isInstanceOf(Health.HalfOpen.class);
  }

  /**
   * Ten thousand changes between two clusters while others pick: with the light strategy all
   * members weigh 1, with the heavy one 5. A lease of the light strategy is never heavy.
   */
  @Test
  @Timeout(60)
  void requestsMeanwhile_findTheOldClusterOrTheNewOne_neverAMix() throws InterruptedException {
    ConcurrentLinkedQueue<String> mixed = new ConcurrentLinkedQueue<>();
    Balancer balancer = builder(new Weighing(1, mixed)).build();
    AtomicBoolean over = new AtomicBoolean();
    Thread[] requests = new Thread[2];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new Thread(() -> acquireUntil(over, balancer, mixed));
      requests[i].start();
    }
    for (int i = 1; i <= 10_000; i++) {
      int weight = i % 2 == 0 ? 1 : 5;
      balancer.change(
          new ClusterChange()
              .members(List.of(PI1.but().weight(weight).build(), PI2.but().weight(weight).build()))
              .strategy(new Weighing(weight, mixed)));
    }
    over.set(true);
    for (Thread thread : requests) {
      thread.join();
    }
    assertThat(mixed).isEmpty();
    for (Candidate candidate : balancer.candidates().members()) {
      assertThat(candidate.counters().inFlight()).isZero();
    }
  }

  private static void acquireUntil(
      AtomicBoolean over, Balancer balancer, ConcurrentLinkedQueue<String> mixed) {
    PickContext context = new PickContext();
    while (!over.get()) {
      try (Lease lease = balancer.acquire(context)) {
        if (lease.candidate().weight() != Weighing.LAST.get() * 100) {
          mixed.add(Weighing.LAST.get() + " chose " + lease.candidate().weight());
        }
        lease.complete(Outcome.SUCCESS);
      } catch (NoMemberException e) {
        mixed.add(String.valueOf(e.getMessage()));
      }
      List<String> weights =
          balancer.candidates().members().stream()
              .map(c -> c.member().weight().toString())
              .distinct()
              .toList();
      if (weights.size() != 1) {
        mixed.add("a snapshot of " + weights);
      }
    }
  }

  /** Picks the first, and notes if it is given members that belong to the other strategy. */
  private record Weighing(int weight, ConcurrentLinkedQueue<String> mixed) implements Strategy {

    /** Whose picker has chosen last, on this thread. */
    private static final ThreadLocal<Integer> LAST = ThreadLocal.withInitial(() -> 0);

    @Override
    public String name() {
      return "weighing";
    }

    @Override
    public Picker newPicker(Ticker ticker, Chance chance) {
      return new Picker() {
        private volatile Candidates now = Candidates.EMPTY;

        @Override
        public void update(Candidates candidates) {
          for (Candidate candidate : candidates.members()) {
            note(candidate);
          }
          now = candidates;
        }

        @Override
        public Candidate pick(PickContext context) {
          LAST.set(weight);
          return now.get(0);
        }

        private void note(Candidate candidate) {
          if (candidate.weight() != weight * 100) {
            mixed.add(weight + " was given " + candidate.weight());
          }
        }
      };
    }
  }
}
