package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.PickContext;

/** The exact strategies, before and after a restart: the next pick is whose it would have been. */
class RestartTest {

  private static final int PICKS = 700;

  static Stream<Arguments> histories() {
    return Stream.of("byrequests", "bytraffic", "bybusyness", "shortest-expected-delay")
        .flatMap(s -> Stream.of(1L, 2L, 3L, 4L, 5L).map(seed -> Arguments.of(s, seed)));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void orderGoesOn_whereItWas(String strategy, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Member> members = members(random);
    Balancer first = Balancer.builder("c", Strategies.named(strategy)).members(members).build();
    history(first, members, random);

    Snapshot snapshot = first.snapshot();
    Balancer next =
        Balancer.builder("c", Strategies.named(strategy))
            .members(first.candidates().members().stream().map(c -> c.member()).toList())
            .from(snapshot)
            .build();

    assertThat(next.snapshot()).isEqualTo(snapshot);
    assertThat(picks(next)).isEqualTo(picks(first));
  }

  @Test
  void creditsOfAnotherStrategy_areForgotten() {
    List<Member> members = List.of(Member.of("http://a"), Member.of("http://b"));
    Balancer first = Balancer.builder("c", Strategies.byRequests()).members(members).build();
    first.acquire().complete(Outcome.SUCCESS);

    Balancer next =
        Balancer.builder("c", Strategies.byBusyness())
            .members(members)
            .from(first.snapshot())
            .build();

    assertThat(next.scores()).allMatch(score -> score.value() == 0);
  }

  private static List<Member> members(SplittableRandom random) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Member member = Member.at("http://m" + i).weight(random.nextInt(1, 6)).build();
      members.add(member.but().route("r" + i).build());
    }
    return members;
  }

  /** Picks, sticky requests, tries elsewhere, bytes, edits; at the end nothing is in flight. */
  private static void history(Balancer balancer, List<Member> members, SplittableRandom random) {
    Deque<Lease> held = new ArrayDeque<>();
    for (int i = 0; i < 3000; i++) {
      int kind = random.nextInt(1000);
      if (kind < 10) {
        List<Member> edited = new ArrayList<>(members);
        int which = random.nextInt(members.size());
        Member old = members.get(which);
        edited.set(which, old.but().weight(random.nextInt(1, 6)).build());
        balancer.update(edited);
      } else if (kind < 30) {
        PickContext sticky = new PickContext();
        sticky.route("r" + random.nextInt(5), false);
        held.add(balancer.acquire(sticky));
      } else if (held.size() < 5) {
        held.add(balancer.acquire());
      } else {
        Lease lease = held.remove();
        lease.addBytesFromMember(random.nextInt(10_000));
        lease.complete(Outcome.SUCCESS);
      }
    }
    held.forEach(lease -> lease.complete(Outcome.SUCCESS));
  }

  private static List<String> picks(Balancer balancer) {
    List<String> picks = new ArrayList<>();
    for (int i = 0; i < PICKS; i++) {
      Lease lease = balancer.acquire();
      picks.add(lease.member().id());
      lease.addBytesFromMember(1000);
      lease.complete(Outcome.SUCCESS);
    }
    return picks;
  }
}
