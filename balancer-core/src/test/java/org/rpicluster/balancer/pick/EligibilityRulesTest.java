package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;
import static org.rpicluster.balancer.pick.TestCluster.name;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Role;

/** Every consequence of Apache's frame, and what each member left out is told. */
class EligibilityRulesTest {

  private final TestCluster cluster = new TestCluster(new RoundRobin());

  @Test
  void nobody_isEligible_inAnEmptyCluster() {
    assertThat(eligible()).isEmpty();
  }

  @Test
  void members_areEligible_inTheOrderOfTheConfiguration() {
    regulars(4);

    assertThat(eligible()).isEqualTo("abcd");
  }

  @Test
  void standbys_serveOnlyWhenNobodyElseOfTheirSetCan() {
    sets();

    assertThat(eligible()).isEqualTo("ab");
    cluster.down("a");
    assertThat(eligible()).isEqualTo("b");
    cluster.down("b");
    assertThat(eligible()).isEqualTo("s");
  }

  @Test
  void standbys_ofALowerSet_serveBeforeAnyHigherSet() {
    sets();
    cluster.down("a");
    cluster.down("b");
    assertThat(eligible()).isEqualTo("s");

    cluster.down("s");
    assertThat(eligible()).isEqualTo("c");
    cluster.down("c");
    assertThat(eligible()).isEqualTo("t");
    cluster.down("t");
    assertThat(eligible()).isEmpty();
  }

  @Test
  void higherSet_servesOnlyIfTheLowerHasNobodyAtAll() {
    regulars(4);
    cluster.add(member("x").set(1).build()).add(member("y").set(7).build());

    for (String id : new String[] {"a", "b", "c"}) {
      cluster.down(id);
      assertThat(eligible()).doesNotContain("x");
    }
    cluster.down("d");
    assertThat(eligible()).isEqualTo("x");
    cluster.down("x");
    assertThat(eligible()).isEqualTo("y");
  }

  @Test
  void lowestSet_mayBeAnyNumber() {
    cluster.add(member("a").set(99).build()).add(member("b").set(5).build());

    assertThat(eligible()).isEqualTo("b");
  }

  @Test
  void spares_replaceLostMembers_oneForOne_afterTheOthers() {
    spare("r");
    spare("s");
    regulars(3);

    assertThat(eligible()).isEqualTo("abc");
    cluster.down("a");
    assertThat(eligible()).isEqualTo("bcr");
    cluster.down("c");
    assertThat(eligible()).isEqualTo("brs");
    cluster.down("b");
    assertThat(eligible()).isEqualTo("rs");
  }

  @Test
  void spares_areNeverMoreThanTheLost() {
    regulars(1);
    spare("r");
    spare("s");

    cluster.down("a");

    assertThat(eligible()).isEqualTo("r");
  }

  @Test
  void spare_replacesWhoeverDoesNotServe_forWhateverReason() {
    for (AdminState state : AdminState.values()) {
      TestCluster one = new TestCluster(new RoundRobin());
      one.add(member("a").build()).add(member("b").state(state).build());
      one.add(member("r").role(Role.SPARE).build());

      assertThat(eligible(one)).isEqualTo(state == AdminState.ENABLED ? "ab" : "ar");
    }
  }

  @Test
  void spare_thatIsDown_isPassedOver_andCallsForNobody() {
    regulars(2);
    spare("r");
    spare("s");
    cluster.down("r");
    assertThat(eligible()).isEqualTo("ab");

    cluster.down("a");
    assertThat(eligible()).isEqualTo("bs");
  }

  @Test
  void spare_replacesOnlyMembersOfItsSet() {
    cluster.add(member("a").build()).add(member("b").set(1).build());
    cluster.add(member("r").set(1).role(Role.SPARE).build());
    cluster.down("b");
    assertThat(eligible()).isEqualTo("a");

    cluster.down("a");
    assertThat(eligible()).isEqualTo("r");
  }

  @Test
  void spare_beatsStandby() {
    cluster.add(member("a").build()).add(member("h").role(Role.STANDBY).build());
    spare("r");

    cluster.down("a");

    assertThat(eligible()).isEqualTo("r");
  }

  @Test
  void lostStandby_callsForNoSpare() {
    regulars(1);
    cluster.add(member("h").role(Role.STANDBY).state(AdminState.DRAINING).build());
    spare("r");

    assertThat(eligible()).isEqualTo("a");
  }

  @Test
  void drainingMembers_areNotEligible_butCouldServe() {
    regulars(2);
    cluster.edit("a", m -> m.state(AdminState.DRAINING));

    assertThat(eligible()).isEqualTo("b");
    assertThat(cluster.candidate("a").isUsable()).isTrue();
    cluster.edit("a", m -> m.state(AdminState.DISABLED));
    assertThat(cluster.candidate("a").isUsable()).isFalse();
  }

  @Test
  void everyMember_isToldWhyItIsLeftOut() {
    regulars(1);
    add("x", AdminState.DRAINING);
    add("y", AdminState.DISABLED);
    add("z", AdminState.STOPPED);
    cluster.add(member("d").role(Role.STANDBY).build());
    cluster.down("d");
    cluster.add(member("h").role(Role.STANDBY).build());
    cluster.add(member("o").set(1).build());
    for (String id : new String[] {"q", "r", "s", "t"}) {
      spare(id);
    }

    String why =
        cluster.candidates().members().stream()
            .map(c -> c.member().id() + ": " + c.eligibility())
            .collect(Collectors.joining("\n"));
    assertThat(why)
        .isEqualTo(
            """
            a: eligible
            x: draining
            y: disabled
            z: stopped
            d: down
            h: standby, others serve
            o: another set serves
            q: eligible
            r: eligible
            s: eligible
            t: spare, no member to replace""");
  }

  @Test
  void slots_andLimits_areSummedUp() {
    regulars(3);
    assertThat(cluster.candidates().slots()).isEqualTo(3);
    assertThat(cluster.candidates().isLimited()).isFalse();

    cluster.edit("b", m -> m.maxInFlight(1));
    assertThat(cluster.candidates().isLimited()).isTrue();
    cluster.down("b");
    assertThat(cluster.candidates().isLimited()).isFalse();
    cluster.remove("a");
    assertThat(cluster.candidates().slots()).isEqualTo(3);
    cluster.remove("c");
    assertThat(cluster.candidates().slots()).isEqualTo(2);
  }

  /** Set 0 is a, b and the standby s; set 1 is c and the standby t. */
  private void sets() {
    regulars(2);
    cluster.add(member("s").role(Role.STANDBY).build());
    cluster.add(member("c").set(1).build());
    cluster.add(member("t").set(1).role(Role.STANDBY).build());
  }

  private void regulars(int count) {
    for (int i = 0; i < count; i++) {
      add(name(i), AdminState.ENABLED);
    }
  }

  private void add(String id, AdminState state) {
    cluster.add(member(id).state(state).build());
  }

  private void spare(String id) {
    cluster.add(member(id).role(Role.SPARE).build());
  }

  private String eligible() {
    return eligible(cluster);
  }

  private static String eligible(TestCluster cluster) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < cluster.candidates().size(); i++) {
      word.append(cluster.candidates().get(i).member().id());
    }
    return word.toString();
  }
}
