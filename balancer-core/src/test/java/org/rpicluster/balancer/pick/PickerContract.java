package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rpicluster.balancer.pick.TestCluster.NO_MEMBER;
import static org.rpicluster.balancer.pick.TestCluster.member;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.CountersAtTheEdge;

/**
 * What every strategy must satisfy. A strategy's test extends this and says which strategy:
 *
 * <pre>{@code
 * class MyStrategyTest extends PickerContract {
 *   @Override
 *   protected Strategy strategy() {
 *     return new MyStrategy();
 *   }
 * }
 * }</pre>
 *
 * <p>Override {@link #spread()} where it promises more or less than chance would, and {@link
 * #context(int)} where it reads something from the request. {@link ConcurrentPickerContract} is the
 * other half: the same under many threads.
 */
public abstract class PickerContract extends ConcurrentPickerContract {

  private static final int REQUESTS = 9_000;

  /**
   * The most by which the share of one of three equal members may differ from a third, over 9000
   * requests one after the other. As it is here, a strategy that chooses by chance passes: the
   * share's standard deviation is sqrt(1/3 · 2/3 / 9000) = 0.005, and this is four of them. 1 is no
   * promise at all.
   */
  protected double spread() {
    return 0.02;
  }

  @Test
  void cluster_withoutMembers_givesNobody() {
    TestCluster cluster = new TestCluster(strategy());

    assertThat(cluster.pick(context(0))).isEqualTo(NO_MEMBER);
  }

  @Test
  void onlyMember_isAlwaysPicked() {
    TestCluster cluster = TestCluster.with(strategy(), 2.5);

    assertThat(serve(cluster, 5)).isEqualTo("aaaaa");
  }

  @Test
  void cluster_withEveryMemberOut_givesNobody() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1, 1);

    cluster.down("a");
    cluster.edit("b", m -> m.state(AdminState.DISABLED));
    cluster.edit("c", m -> m.state(AdminState.STOPPED));
    cluster.edit("d", m -> m.state(AdminState.DRAINING));

    assertThat(cluster.pick(context(0))).isEqualTo(NO_MEMBER);
  }

  @Test
  void memberThatIsOut_isNotPicked_untilItIsBack() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);

    cluster.down("a");
    assertThat(serve(cluster, 20)).isEqualTo("b".repeat(20));

    cluster.up("a");
    cluster.down("b");
    assertThat(serve(cluster, 20)).isEqualTo("a".repeat(20));
  }

  @Test
  void removedMember_isNotPicked_afterTheUpdate() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1);
    serve(cluster, 7);

    cluster.remove("b");

    assertThat(serve(cluster, 50)).matches("[ac]+");
  }

  @Test
  void pick_answersWithTheMemberAsItIsNow() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1);
    serve(cluster, 3);

    cluster.edit("a", m -> m.weight(7));
    cluster.edit("b", m -> m.weight(9));

    for (int i = 0; i < 20; i++) {
      Candidate picked = cluster.begin(context(i));
      assertThat(picked).isSameAs(cluster.candidate(picked.member().id()));
    }
  }

  @Test
  void equalMembers_shareWithinTheSpread() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1);

    String served = serve(cluster, REQUESTS);

    for (String id : new String[] {"a", "b", "c"}) {
      double share = (double) served.replaceAll("[^" + id + "]", "").length() / REQUESTS;
      assertThat(share).as("share of " + id).isEqualTo(1.0 / 3, within(spread()));
    }
  }

  @Test
  void idleFleet_isNotLeftToOneMember() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 8);

    // By chance, 64 requests fall on one of eight with a probability of 8 · (1/8)^64.
    Set<Character> served = new HashSet<>();
    serve(cluster, 64).chars().forEach(id -> served.add((char) id));

    assertThat(served).hasSizeGreaterThan(spread() < 1 ? 1 : 0);
  }

  @Test
  void excludedMembers_areNeverPicked() {
    TestCluster cluster = TestCluster.ofSize(strategy(), 6);
    for (int i = 0; i < 100; i++) {
      PickContext context = context(i);
      Set<String> picked = new HashSet<>();
      for (int attempt = 0; attempt < 6; attempt++) {
        Candidate tried = cluster.begin(context);
        assertThat(picked.add(tried.member().id())).as("tried once").isTrue();
        context.exclude(tried);
        cluster.end(tried);
      }
      assertThat(cluster.pick(context)).isEqualTo(NO_MEMBER);
    }
  }

  @Test
  void fullMember_isNotPicked_untilARequestOfItEnds() {
    TestCluster cluster = new TestCluster(strategy());
    cluster.add(member("a").maxInFlight(2).build()).add(member("b").maxInFlight(1).build());

    assertThat(pick(cluster, 3)).matches("aab|aba|baa");
    assertThat(cluster.pick(context(3))).isEqualTo(NO_MEMBER);

    cluster.end("a");
    assertThat(pick(cluster, 2)).isEqualTo("a" + NO_MEMBER);
    cluster.end("b");
    assertThat(pick(cluster, 2)).isEqualTo("b" + NO_MEMBER);
  }

  @Test
  void memberFilledBySessions_isNotPicked() {
    TestCluster cluster = new TestCluster(strategy());
    cluster.add(member("a").maxInFlight(1).build()).add(member("b").build());

    cluster.stick("a");

    assertThat(pick(cluster, 5)).isEqualTo("bbbbb");
  }

  @Test
  void counters_mayWrap() {
    TestCluster cluster = new TestCluster(strategy(), CountersAtTheEdge::newCounters);
    cluster.add(member("a").maxInFlight(2).build());
    cluster.add(member("b").maxInFlight(2).build());
    cluster.add(member("c").maxInFlight(2).build());
    for (int i = 0; i < 20; i++) {
      assertThat(pick(cluster, 6).chars().sorted().toArray())
          .as("round " + i)
          .isEqualTo("aabbcc".chars().toArray());
      "aabbcc".chars().forEach(id -> cluster.end(Character.toString(id)));
    }
    cluster.candidates().members().forEach(c -> assertThat(c.counters().inFlight()).isZero());
  }

  @Test
  void newMember_inAReusedSlot_startsClean() {
    TestCluster used = TestCluster.with(strategy(), 1, 1);
    serve(used, 11);
    pick(used, 3);
    Candidate left = used.candidate("b");
    used.remove("b");

    used.add(member("n").build());
    used.end(left);

    assertThat(used.candidate("n").slot()).isEqualTo(left.slot());
    assertThat(serve(used, 100)).containsPattern(spread() < 1 ? "n" : "[an]");
    assertThat(used.candidate("n").counters().inFlight()).isZero();
  }

  @Test
  void session_ofAMemberThatLeft_isForgotten() {
    TestCluster cluster = TestCluster.with(strategy(), 1, 1, 1);
    Candidate left = cluster.candidate("c");
    cluster.remove("c");

    cluster.picker().charged(left);
    left.counters().begin();
    cluster.end(left);

    assertThat(serve(cluster, 10)).matches("[ab]+");
  }

  @Test
  void pick_allocatesNothing() {
    assertThat(bytesAllocated(plain())).as("bytes for 100 000 picks").isZero();
    assertThat(bytesAllocated(limited())).as("bytes for 100 000 picks").isZero();
  }

  /** The least of some rounds: the JVM itself allocates a little here and there, a pick always. */
  private long bytesAllocated(TestCluster cluster) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PickContext context = context(0);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      serveInLine(cluster, context, 100_000);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private TestCluster plain() {
    return TestCluster.with(strategy(), 1, 2, 3, 4, 5);
  }

  private TestCluster limited() {
    TestCluster cluster = plain();
    cluster.edit("c", m -> m.maxInFlight(5));
    return cluster;
  }

  /** Two requests at a time, one of them with a second attempt. */
  private static void serveInLine(TestCluster cluster, PickContext context, int picks) {
    for (int i = 0; i < picks; i += 2) {
      Candidate first = cluster.begin(context);
      if (i % 16 == 0) {
        context.exclude(first);
      }
      Candidate second = cluster.begin(context);
      cluster.end(first);
      cluster.end(second);
      context.clear();
    }
  }

  private String serve(TestCluster cluster, int requests) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < requests; i++) {
      word.append(cluster.serve(context(i)));
    }
    return word.toString();
  }

  private String pick(TestCluster cluster, int requests) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < requests; i++) {
      word.append(cluster.pick(context(i)));
    }
    return word.toString();
  }
}
