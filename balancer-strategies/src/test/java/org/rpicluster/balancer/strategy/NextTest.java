package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Explanation;
import org.rpicluster.balancer.pick.TestCluster;

/** That who is shown to people as the next is the one that is picked then. */
class NextTest {

  private static final String MEMBERS = "abcd";

  private final Random random = new Random(7);

  static Iterable<String> names() {
    return Strategies.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whoeverIsNext_isPicked(String name) {
    for (int history = 0; history < 30; history++) {
      TestCluster cluster = cluster(name);
      for (int step = 0; step < 200; step++) {
        Candidate next = cluster.picker().next();
        String picked = step % 3 == 0 ? cluster.serve() : cluster.pick();
        if (next != Candidate.NONE) {
          assertThat(picked).as("step %d", step).isEqualTo(next.member().id());
        }
        happen(cluster);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"byrequests", "bytraffic", "bybusyness", "shortest-expected-delay", "first"})
  void strategyWithoutChance_alwaysKnowsTheNext(String name) {
    TestCluster cluster = cluster(name);
    for (int step = 0; step < 100; step++) {
      assertThat(cluster.picker().next()).isNotSameAs(Candidate.NONE);
      cluster.serve();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEligibleMember_hasItsScores(String name) {
    TestCluster cluster = cluster(name);
    cluster.serves(20);

    Explanation explanation = Explanation.of(cluster.candidates(), cluster.picker());

    assertThat(explanation.rows())
        .filteredOn(row -> row.candidate().isEligible())
        .hasSize(4)
        .allMatch(row -> name.equals("first") || !row.scores().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("names")
  void looking_changesNothing(String name) {
    TestCluster looked = cluster(name);
    TestCluster left = cluster(name);
    for (int step = 0; step < 100; step++) {
      looked.picker().next();
      looked.picker().scores();
      assertThat(looked.serve()).isEqualTo(left.serve());
    }
  }

  private static TestCluster cluster(String name) {
    return new TestCluster(Strategies.named(name))
        .add(member("s").role(Role.SPARE).build())
        .add(member("a").weight(3).build())
        .add(member("b").weight(1.5).maxInFlight(40).build())
        .add(member("c").build())
        .add(member("d").build());
  }

  private void happen(TestCluster cluster) {
    String id = Character.toString(MEMBERS.charAt(random.nextInt(4)));
    switch (random.nextInt(8)) {
      case 0 -> cluster.stick(id);
      case 1 -> cluster.down(id);
      case 2, 3 -> cluster.up(id);
      case 4 -> cluster.bytes(id, random.nextInt(5_000_000), random.nextInt(5_000_000));
      default -> endOne(cluster, id);
    }
  }

  private static void endOne(TestCluster cluster, String id) {
    if (cluster.candidate(id).counters().inFlight() > 0) {
      cluster.end(id);
    }
  }
}
