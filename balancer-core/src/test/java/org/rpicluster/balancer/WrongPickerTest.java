package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.ByRule;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * A strategy of an embedder that is wrong: the request hears of it by name, and nothing else does.
 */
class WrongPickerTest extends WrongEmbedder {

  private void assertNamed(Balancer balancer, String what) {
    for (int i = 0; i < 10; i++) {
      PickContext context = new PickContext();
      assertThatThrownBy(() -> balancer.acquire(context))
          .isInstanceOfSatisfying(
              NoMemberException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.STRATEGY_FAILED))
          .hasMessageContaining("shop: the strategy wrong ")
          .hasMessageContaining(what);
      assertThat(context.excludedCount()).isZero();
      assertThat(context.taken()).isSameAs(Candidate.NONE);
    }
    assertUnharmed(balancer);
  }

  @Test
  void pickerThatThrows_isNamed() {
    Strategy throwing =
        new ByRule(
            (candidates, context) -> {
              throw new IllegalStateException("out of ideas");
            });
    assertNamed(builder(throwing).build(), "threw java.lang.IllegalStateException: out of ideas");
  }

  @Test
  void pickerThatRunsOutOfStack_isNamed() {
    Strategy endless = new ByRule(this::endless);
    assertNamed(builder(endless).build(), "threw java.lang.StackOverflowError");
  }

  private Candidate endless(Candidates candidates, PickContext context) {
    return endless(candidates, context);
  }

  @Test
  void pickerThatThrowsAfterItTook_givesBackWhatItTook() {
    Strategy throwing =
        new ByRule(
            (candidates, context) -> {
              context.take(candidates.get(0));
              throw new AssertionError("too late");
            });
    assertNamed(builder(throwing).build(), "threw java.lang.AssertionError: too late");
  }

  @Test
  void outOfMemory_isThrownOn_andNothingIsHeld() {
    Strategy throwing =
        new ByRule(
            (candidates, context) -> {
              context.take(candidates.get(0));
              throw new OutOfMemoryError("made by the test");
            });
    Balancer balancer = builder(throwing).build();
    assertThatThrownBy(balancer::acquire).isInstanceOf(OutOfMemoryError.class);
    assertUnharmed(balancer);
  }

  @Test
  void pickerThatAnswersNull_isNamed() {
    assertNamed(builder(new ByRule((candidates, context) -> null)).build(), "answered null");
  }

  @Test
  void pickerThatTookOneAndAnswersAnother_isNamed() {
    Strategy torn =
        new ByRule(
            (candidates, context) -> {
              context.take(candidates.get(0));
              return candidates.get(1);
            });
    assertNamed(
        builder(torn).build(), "took pi1:80 and answered pi2:80 (expected: the one that it took)");
    Strategy shy =
        new ByRule(
            (candidates, context) -> {
              context.take(candidates.get(0));
              return Candidate.NONE;
            });
    assertNamed(builder(shy).build(), "took pi1:80 and answered none");
  }

  @Test
  @Timeout(20)
  void pickerThatAnswersTheFull_againAndAgain_isNamed() {
    Balancer balancer =
        builder(new ByRule((candidates, context) -> candidates.get(0)))
            .member(Member.at("http://pi3:80").build())
            .build();
    balancer.update(members -> members.stream().map(m -> m.but().maxInFlight(1).build()).toList());
    try (Lease first = balancer.acquire()) {
      assertThat(first.member().id()).isEqualTo("pi1:80");
      assertThatThrownBy(balancer::acquire)
          .hasMessageContaining("the strategy wrong answered pi1:80, which the context excludes")
          .hasMessageEndingWith("(expected: another one, or Candidate.NONE)");
    }
    assertUnharmed(balancer);
  }

  @Test
  void pickerThatForgetsWhoIsFull_butNotWhoIsExcluded_findsTheOneWithRoom() {
    Strategy forgetful =
        new ByRule(
            (candidates, context) ->
                IntStream.range(0, candidates.size())
                    .mapToObj(candidates::get)
                    .filter(c -> !context.excludes(c))
                    .findFirst()
                    .orElse(Candidate.NONE));
    Balancer balancer = builder(forgetful).build();
    balancer.update(members -> members.stream().map(m -> m.but().maxInFlight(1).build()).toList());
    try (Lease first = balancer.acquire();
        Lease second = balancer.acquire()) {
      assertThat(List.of(first.member().id(), second.member().id()))
          .containsExactly("pi1:80", "pi2:80");
      assertThatThrownBy(balancer::acquire)
          .isInstanceOfSatisfying(
              NoMemberException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALL_FULL));
    }
    assertUnharmed(balancer);
  }

  @Test
  void pickerThatAnswersTheExcluded_isNamed() {
    Balancer balancer = builder(new ByRule((candidates, context) -> candidates.get(0))).build();
    PickContext context = new PickContext();
    context.exclude(balancer.candidates().get(0));
    assertThatThrownBy(() -> balancer.acquire(context))
        .hasMessageContaining("the strategy wrong answered pi1:80, which the context excludes")
        .hasMessageEndingWith("(expected: another one, or Candidate.NONE)");
    assertUnharmed(balancer);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void strategyThatIsReplacedDuringEveryPick_choosesAllTheSame() {
    AtomicReference<Balancer> balancer = new AtomicReference<>();
    balancer.set(builder(restless(balancer)).build());
    balancer.get().acquire().complete(Outcome.SUCCESS);
    assertUnharmed(balancer.get());
  }

  private static Strategy restless(AtomicReference<Balancer> balancer) {
    return new ByRule(
        (candidates, context) -> {
          context.take(candidates.get(0));
          balancer.get().strategy(restless(balancer));
          return candidates.get(0);
        });
  }

  @Test
  void pickerThatAnswersAForeignCandidate_isNamed() {
    Balancer other = builder(new RoundRobin()).build();
    Candidate foreign = other.candidates().get(0);
    assertNamed(builder(new ByRule((c, context) -> foreign)).build(), "answered pi1:80, which is");
    assertUnharmed(other);
    Candidate far =
        new Candidate(
            7, foreign.member(), foreign.counters(), foreign.health(), foreign.eligibility());
    assertNamed(builder(new ByRule((c, context) -> far)).build(), "answered pi1:80, which is");
    Strategy taking =
        new ByRule(
            (candidates, context) -> {
              context.take(foreign);
              return foreign;
            });
    assertNamed(builder(taking).build(), "answered pi1:80, which is");
    assertUnharmed(other);
  }

  @Test
  void pickerThatAnswersOneWhoMayNotBeChosen_isNamed() {
    Balancer balancer =
        builder(new ByRule((candidates, context) -> candidates.members().get(0))).build();
    balancer.update(
        members ->
            List.of(members.get(0).but().state(AdminState.DISABLED).build(), members.get(1)));
    assertNamed(
        balancer,
        "answered pi1:80, which is none of the eligible candidates (expected: one of the last"
            + " update, or Candidate.NONE)");
  }

  @Test
  void pickerThatKeepsToTheFirstSnapshot_isNamed_onceItsMemberHasLeft() {
    List<Candidates> first = new ArrayList<>();
    Strategy old =
        new ByRule(
            (candidates, context) -> {
              if (first.isEmpty()) {
                first.add(candidates);
              }
              return first.get(0).get(0);
            });
    Balancer balancer = builder(old).build();
    balancer.acquire().complete(Outcome.SUCCESS);
    balancer.update(List.of(Member.of("http://pi2:80")));
    assertNamed(balancer, "answered pi1:80, which is");
    // Another with the same id has its slot by now.
    balancer.update(List.of(Member.of("http://pi1:80")));
    assertNamed(balancer, "answered pi1:80, which is");
  }

  @Test
  void throwingUpdate_isReported_andTheMembersAreWhatTheyAre() {
    AtomicInteger updates = new AtomicInteger();
    RoundRobin right = new RoundRobin();
    Strategy wrong =
        new Strategy() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public Picker newPicker(Ticker ticker, Chance chance) {
            Picker picker = right.newPicker(ticker, chance);
            return new Picker() {
              @Override
              public void update(Candidates candidates) {
                if (updates.incrementAndGet() > 1) {
                  throw new IllegalStateException("no more");
                }
                picker.update(candidates);
              }

              @Override
              public Candidate pick(PickContext context) {
                return picker.pick(context);
              }

              @Override
              public void completed(Candidate candidate, Outcome outcome) {
                throw new IllegalStateException("not interested");
              }
            };
          }
        };
    Balancer balancer = builder(wrong).build();
    balancer.acquire().complete(Outcome.CONNECT_FAILED);
    assertThat(faults)
        .contains(
            "shop: the strategy wrong threw java.lang.IllegalStateException: no more",
            "shop: the strategy wrong threw java.lang.IllegalStateException: not interested");
    assertThat(health(balancer, 0)).isEqualTo("down");
    assertThat(balancer.acquire().member().id()).isEqualTo("pi2:80");
  }

  @Test
  void strategyWithoutAPicker_orWhosePickerThrowsAtOnce_changesNothing() {
    Balancer balancer = builder(new RoundRobin()).build();
    Strategy none =
        new Strategy() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public Picker newPicker(Ticker ticker, Chance chance) {
            return null;
          }
        };
    assertThatThrownBy(() -> balancer.strategy(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wrong");
    assertThatThrownBy(() -> builder(none).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wrong");
    assertThat(balancer.strategy()).isInstanceOf(RoundRobin.class);
    balancer.acquire().complete(Outcome.SUCCESS);
    assertUnharmed(balancer);
  }
}
