package org.rpicluster.balancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.pick.TestCluster;

/**
 * The sequences of Apache httpd 2.4: the tables of its manual ({@code mod_lbmethod_byrequests}),
 * and what follows from its source, written as words.
 */
class ApacheVectorsTest {

  private static final Strategy BY_REQUESTS = Strategies.byRequests();
  private static final Strategy BY_BUSYNESS = Strategies.byBusyness();
  private static final Strategy BY_TRAFFIC = Strategies.byTraffic();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 1 1 1 | abcdabcd",
        "1 4 1   | babbcb",
        "1 1 1 2 | dabcd",
        "5 1 1   | aabacaa",
        "3 2 1   | abacba",
        "1 2.25  | babbabbbabbab",
        "20 5 1  | aabaaaabaaacaabaaabaaaabaa",
        "1 20 5  | bbcbbbbcbbbabbcbbbcbbbbcbb",
        "70 30   | abaaabaaba",
      })
  void byrequests_followsTheWeights_andRepeats(String weights, String expected) {
    TestCluster cluster = cluster(BY_REQUESTS, weights);

    assertThat(cluster.serves(3 * expected.length())).isEqualTo(expected.repeat(3));
  }

  @Test
  void byrequests_withADisabledMember_hasTheManualsCredits() {
    TestCluster cluster = cluster(BY_REQUESTS, "25 25 25 25");
    cluster.edit("b", m -> m.state(AdminState.DISABLED));

    assertThat(cluster.serve()).isEqualTo("a");
    assertThat(credits(cluster)).isEqualTo("-50 0 25 25");
    assertThat(cluster.serve()).isEqualTo("c");
    assertThat(credits(cluster)).isEqualTo("-25 0 -25 50");
    assertThat(cluster.serve()).isEqualTo("d");
    assertThat(credits(cluster)).isEqualTo("0 0 0 0");
    assertThat(cluster.serves(6)).isEqualTo("acdacd");
  }

  @Test
  void byrequests_of70And30_hasTheManualsCredits() {
    TestCluster cluster = cluster(BY_REQUESTS, "70 30");
    String[] credits = {
      "-30 30", "40 -40", "10 -10", "-20 20", "-50 50", "20 -20", "-10 10", "-40 40", "30 -30",
      "0 0"
    };
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(cluster.serve()).isEqualTo("abaaabaaba".substring(i, i + 1));
        assertThat(credits(cluster)).isEqualTo(credits[i]);
      }
    }
  }

  @Test
  void byrequests_ofAMemberThatComesBack_goesOnFromItsCredit() {
    TestCluster cluster = cluster(BY_REQUESTS, "1 1 1");

    assertThat(cluster.serves(2)).isEqualTo("ab");
    cluster.down("c");
    assertThat(cluster.serves(4)).isEqualTo("abab");
    assertThat(credits(cluster)).isEqualTo("-1 -1 2");
    cluster.up("c");
    assertThat(cluster.serves(6)).isEqualTo("cabcab");
  }

  @Test
  void byrequests_countsStickyRequests() {
    TestCluster cluster = cluster(BY_REQUESTS, "1 1 1");
    StringBuilder picked = new StringBuilder();

    for (int i = 0; i < 3; i++) {
      cluster.stick("a");
      picked.append(cluster.serve());
    }

    assertThat(picked).hasToString("bcb");
    assertThat(credits(cluster)).isEqualTo("-3 0 3");
  }

  @Test
  void bybusyness_withAllRequestsOpen_ignoresTheWeights() {
    assertThat(cluster(BY_BUSYNESS, "3 1 1").picks(10)).isEqualTo("abcabcabca");
  }

  @Test
  void bybusyness_ofRequestsOneAfterTheOther_followsTheWeights() {
    assertThat(cluster(BY_BUSYNESS, "3 1 1").serves(10)).isEqualTo("abacaabaca");
  }

  @Test
  void bytraffic_sharesTheBytes_byWeight() {
    TestCluster cluster = cluster(BY_TRAFFIC, "1 1 3");

    assertThat(exchanges(cluster, 10, 300, 1200)).isEqualTo("abcccabccc");
  }

  @Test
  void bytraffic_afterOneLargeAnswer_leavesThatMemberAlone() {
    TestCluster cluster = cluster(BY_TRAFFIC, "1 1 3");

    assertThat(exchanges(cluster, 1, 0, 100_000) + exchanges(cluster, 11, 0, 1200))
        .isEqualTo("abcccbcccbcc");
  }

  @Test
  void bytraffic_doesNotSeeLessThanAHundredBytes() {
    // Two integer divisions by the weight in hundredths: 59 bytes are nothing, twice as well.
    assertThat(exchanges(cluster(BY_TRAFFIC, "1 1"), 6, 34, 25)).isEqualTo("aaabbb");
  }

  @Test
  void byrequests_triesSets_inOrder() {
    TestCluster cluster = cluster(BY_REQUESTS, "1 1");
    cluster.add(member("h").role(Role.STANDBY).build());
    cluster.add(member("c").set(1).build());
    cluster.add(member("i").set(1).role(Role.STANDBY).build());

    assertThat(cluster.serves(4)).isEqualTo("abab");
    cluster.down("a");
    cluster.down("b");
    assertThat(cluster.serves(3)).isEqualTo("hhh");
    cluster.down("h");
    assertThat(cluster.serves(3)).isEqualTo("ccc");
    cluster.down("c");
    assertThat(cluster.serves(3)).isEqualTo("iii");
  }

  @Test
  void byrequests_usesSpares_oneForOne() {
    TestCluster cluster = cluster(BY_REQUESTS, "1 1");
    cluster.add(member("r").role(Role.SPARE).build());
    cluster.add(member("s").role(Role.SPARE).build());

    assertThat(cluster.serves(4)).isEqualTo("abab");
    cluster.down("a");
    assertThat(cluster.serves(4)).isEqualTo("brbr");
    cluster.edit("b", m -> m.state(AdminState.DRAINING));
    assertThat(cluster.serves(4)).isEqualTo("rsrs");
  }

  @Test
  void byrequests_countsADisabledMember_asLost() {
    TestCluster cluster = cluster(BY_REQUESTS, "1 1");
    cluster.add(member("r").role(Role.SPARE).build());
    cluster.edit("b", m -> m.state(AdminState.DISABLED));

    assertThat(cluster.serves(4)).isEqualTo("arar");
  }

  @Test
  void byrequests_prefersASpare_toAStandby() {
    TestCluster cluster = cluster(BY_REQUESTS, "1");
    cluster.add(member("r").role(Role.SPARE).build());
    cluster.add(member("h").role(Role.STANDBY).build());
    cluster.down("a");

    assertThat(cluster.serves(3)).isEqualTo("rrr");
  }

  private static TestCluster cluster(Strategy strategy, String weights) {
    String[] each = weights.trim().split(" ");
    double[] values = new double[each.length];
    for (int i = 0; i < each.length; i++) {
      values[i] = Double.parseDouble(each[i]);
    }
    return TestCluster.with(strategy, values);
  }

  private static String exchanges(TestCluster cluster, int count, long up, long down) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String id = cluster.pick();
      cluster.bytes(id, up, down);
      cluster.end(id);
      word.append(id);
    }
    return word.toString();
  }

  /** Each member's credit, in the manual's small numbers. */
  private static String credits(TestCluster cluster) {
    StringBuilder word = new StringBuilder();
    cluster.picker().scores().forEach(s -> word.append((long) s.value() / 100).append(' '));
    return word.toString().trim();
  }
}
