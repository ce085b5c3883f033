package org.rpicluster.balancer.pick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

class ExplanationTest {

  /** Always the first; its account is the member's slot. */
  private static final class Firsts implements Strategy, Picker {

    private Candidates candidates = Candidates.EMPTY;

    @Override
    public String name() {
      return "firsts";
    }

    @Override
    public Picker newPicker(Ticker ticker, Chance chance) {
      return this;
    }

    @Override
    public void update(Candidates next) {
      candidates = next;
    }

    @Override
    public Candidate pick(PickContext context) {
      return candidates.get(0);
    }

    @Override
    public List<Score> scores() {
      return candidates.members().stream().map(c -> new Score(c, "slot", c.slot())).toList();
    }

    @Override
    public Candidate next() {
      return candidates.get(0);
    }
  }

  @Test
  void everyMember_saysWhyItIsOut() {
    TestCluster cluster = new TestCluster(new RoundRobin());
    cluster
        .add(member("serves").build())
        .add(member("full").maxInFlight(1).build())
        .add(member("draining").state(AdminState.DRAINING).build())
        .add(member("off").state(AdminState.DISABLED).build())
        .add(member("dead").build())
        .add(member("standby").role(Role.STANDBY).build())
        .add(member("later").set(1).build());
    cluster.down("dead");
    cluster.stick("full");

    Explanation explanation = Explanation.of(cluster.candidates(), cluster.picker());

    assertThat(explanation.rows())
        .extracting(row -> row.candidate().member().id() + ": " + row.why())
        .containsExactly(
            "serves: eligible",
            "full: full: 1 in flight",
            "draining: draining",
            "off: disabled",
            "dead: down: by the test",
            "standby: standby, others serve",
            "later: another set serves");
    assertThat(explanation.rows()).filteredOn(Explanation.Row::pickable).hasSize(1);
  }

  @Test
  void scores_areShownWithTheirMembers_andTheNextIsNamed() {
    Balancer balancer =
        Balancer.builder("test", new Firsts())
            .member(member("a").build())
            .member(member("b").build())
            .build();

    Explanation explanation = balancer.explain();

    assertThat(explanation.next().member().id()).isEqualTo("a");
    assertThat(explanation.rows().get(1).scores())
        .containsExactly(new Score(balancer.candidates().get(1), "slot", 1));
  }

  @Test
  void strategy_thatSaysNothing_isExplainedByEligibilityAlone() {
    TestCluster cluster = TestCluster.with(new RoundRobin(), 1, 1);

    Explanation explanation = Explanation.of(cluster.candidates(), cluster.picker());

    assertThat(explanation.next()).isSameAs(Candidate.NONE);
    assertThat(explanation.rows()).allMatch(row -> row.scores().isEmpty() && row.pickable());
  }

  @Test
  void explaining_changesNothing() {
    TestCluster cluster = TestCluster.with(new RoundRobin(), 1, 1, 1);
    cluster.serves(4);

    Explanation.of(cluster.candidates(), cluster.picker());

    assertThat(cluster.serves(3)).isEqualTo("bca");
  }
}
