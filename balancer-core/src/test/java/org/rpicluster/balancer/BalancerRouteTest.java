package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.health.FailurePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.MemberBuilder;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.member.Role;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

/** Who serves a sticky request: the rules of Apache's look-up, row by row. */
class BalancerRouteTest {

  private final ManualTime time = new ManualTime();

  @Test
  void route_leadsToItsMember_everyTime() {
    Balancer balancer = balancer(routed("a"), routed("b"), routed("c"));

    for (int i = 0; i < 5; i++) {
      assertThat(sticky(balancer, "b")).isEqualTo("b");
    }
  }

  @Test
  void unknownRoute_isBalanced_strictOrNot() {
    Balancer balancer = balancer(routed("a"), routed("b"));

    assertThat(sticky(balancer, "x")).isEqualTo("a");
    assertThat(id(balancer, "x", true)).isEqualTo("b");
  }

  @Test
  void case_counts() {
    Balancer balancer = balancer(routed("a"), routed("b"));

    assertThat(sticky(balancer, "B")).isEqualTo("a");
  }

  @Test
  void memberThatDrains_keepsItsSessions_andGetsNoOthers() {
    Balancer balancer = balancer(routed("a"), routed("b", m -> m.state(AdminState.DRAINING)));

    assertThat(sticky(balancer, "b")).isEqualTo("b");
    for (int i = 0; i < 3; i++) {
      assertThat(balancer.acquire().member().id()).isEqualTo("a");
    }
  }

  @Test
  void memberOfAHigherSet_andASpare_servesItsRouteAllTheSame() {
    Balancer balancer =
        balancer(routed("a"), routed("b", m -> m.set(1)), routed("c", m -> m.role(Role.SPARE)));

    assertThat(sticky(balancer, "b")).isEqualTo("b");
    assertThat(sticky(balancer, "c")).isEqualTo("c");
  }

  @Test
  void memberThatIsOut_losesItsSessions_orRefusesThem_ifStrict() {
    for (AdminState state : List.of(AdminState.DISABLED, AdminState.STOPPED)) {
      Balancer balancer = balancer(routed("a"), routed("b", m -> m.state(state)));

      assertThat(sticky(balancer, "b")).isEqualTo("a");
      assertThatExceptionOfType(NoMemberException.class)
          .isThrownBy(() -> id(balancer, "b", true))
          .withMessage("test: the member of its session is not available")
          .matches(e -> e.reason() == NoMemberException.Reason.ROUTE_UNAVAILABLE);
    }
  }

  @Test
  void memberThatIsDown_losesItsSessions() {
    Balancer balancer = balancer(routed("a"), routed("b"));
    lease(balancer, "b", false).complete(Outcome.CONNECT_FAILED);

    assertThat(sticky(balancer, "b")).isEqualTo("a");
  }

  @Test
  void memberThatWasTried_losesTheRequest() {
    Balancer balancer = balancer(routed("a"), routed("b"));
    PickContext context = new PickContext();
    context.route("b", false);
    Lease first = balancer.acquire(context);
    first.complete(Outcome.RESET);
    context.exclude(first.candidate());

    assertThat(balancer.acquire(context).member().id()).isEqualTo("a");
  }

  @Test
  void memberThatIsFull_losesTheRequest() {
    Balancer balancer = balancer(routed("a"), routed("b", m -> m.maxInFlight(1)));
    Lease held = lease(balancer, "b", false);

    assertThat(sticky(balancer, "b")).isEqualTo("a");
    held.complete(Outcome.SUCCESS);
    assertThat(sticky(balancer, "b")).isEqualTo("b");
  }

  @Test
  void severalMembersOfARoute_theFirstThatCan_standbysLast() {
    Balancer balancer =
        balancer(
            routed("s", m -> m.route("x").role(Role.STANDBY)),
            routed("a", m -> m.route("x").state(AdminState.DISABLED)),
            routed("b", m -> m.route("x")),
            routed("c", m -> m.route("x")));

    assertThat(sticky(balancer, "x")).isEqualTo("b");
    lease(balancer, "x", false).complete(Outcome.CONNECT_FAILED);
    assertThat(sticky(balancer, "x")).isEqualTo("c");
    lease(balancer, "x", false).complete(Outcome.CONNECT_FAILED);
    assertThat(sticky(balancer, "x")).isEqualTo("s");
  }

  @Test
  void redirect_isFollowed_alsoOverSeveral_ifTheMemberCannotServe() {
    Balancer balancer =
        balancer(
            routed("a"),
            routed("b", m -> m.redirect("c").state(AdminState.DISABLED)),
            routed("c", m -> m.redirect("d").state(AdminState.DISABLED)),
            routed("d"));

    assertThat(sticky(balancer, "b")).isEqualTo("d");
    assertThat(id(balancer, "b", true)).isEqualTo("d");
  }

  @Test
  void redirects_thatGoRound_leadNowhere() {
    Balancer balancer =
        balancer(
            routed("a"),
            routed("b", m -> m.redirect("c").state(AdminState.DISABLED)),
            routed("c", m -> m.redirect("b").state(AdminState.DISABLED)));

    assertThat(sticky(balancer, "b")).isEqualTo("a");
  }

  /**
   * As often as there are members, each time for each member, it would take longer than anyone
   * waits.
   */
  @Test
  void redirects_thatGoRoundAmongMany_areFollowedOnce() {
    Member[] members = new Member[61];
    for (int i = 0; i < 60; i++) {
      String route = i < 30 ? "x" : "y";
      String redirect = i < 30 ? "y" : "x";
      members[i] =
          routed("m" + i, m -> m.route(route).redirect(redirect).state(AdminState.DISABLED));
    }
    members[60] = routed("a");

    assertThat(sticky(balancer(members), "x")).isEqualTo("a");
  }

  @Test
  void redirect_isFollowed_beforeTheNextMemberOfTheRoute() {
    Balancer balancer =
        balancer(
            routed("a", m -> m.route("x").redirect("y").state(AdminState.DISABLED)),
            routed("b", m -> m.route("x")),
            routed("c", m -> m.route("y")));

    assertThat(sticky(balancer, "x")).isEqualTo("c");
  }

  @Test
  void memberWithoutARoute_isNamedByItsId_unlessThatIsAnAddress() {
    Balancer balancer =
        balancer(member("a").build(), member("b").build(), Member.of("http://10.0.0.1:80"));
    String third = balancer.candidates().members().get(2).route();

    assertThat(sticky(balancer, "b")).isEqualTo("b");
    assertThat(sticky(balancer, "b")).isEqualTo("b");
    assertThat(third).matches("[0-9a-f]{16}");
    assertThat(sticky(balancer, third)).isEqualTo("10.0.0.1:80");
    assertThat(sticky(balancer, third)).isEqualTo("10.0.0.1:80");
  }

  @Test
  void strictSession_whoseMemberIsFull_isToldSo() {
    Balancer balancer = balancer(routed("a"), routed("b", m -> m.maxInFlight(1)));
    Lease held = lease(balancer, "b", true);

    assertThatExceptionOfType(NoMemberException.class)
        .isThrownBy(() -> id(balancer, "b", true))
        .matches(e -> e.reason() == NoMemberException.Reason.ROUTE_FULL);
    held.complete(Outcome.SUCCESS);
    assertThat(id(balancer, "b", true)).isEqualTo("b");
  }

  @Test
  void stickyRequest_isPutToAccount_andCounted() {
    Charges charges = new Charges();
    Balancer balancer =
        Balancer.builder("test", charges).members(List.of(routed("a"), routed("b"))).build();

    Lease lease = lease(balancer, "b", false);
    balancer.acquire().complete(Outcome.SUCCESS);

    assertThat(charges.charged).containsExactly("b");
    assertThat(lease.candidate().counters().inFlight()).isEqualTo(1);
    lease.complete(Outcome.SUCCESS);
    assertThat(lease.candidate().counters().inFlight()).isZero();
  }

  private Balancer balancer(Member... members) {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(members))
        .failurePolicy(FailurePolicy.DEFAULT)
        .ticker(time)
        .scheduler(time)
        .build();
  }

  private static Member routed(String id) {
    return routed(id, m -> m);
  }

  private static Member routed(String id, UnaryOperator<MemberBuilder> edit) {
    return edit.apply(member(id).route(id)).build();
  }

  private static Lease lease(Balancer balancer, String route, boolean strict) {
    PickContext context = new PickContext();
    context.route(route, strict);
    return balancer.acquire(context);
  }

  private static String sticky(Balancer balancer, String route) {
    return id(balancer, route, false);
  }

  private static String id(Balancer balancer, String route, boolean strict) {
    try (Lease lease = lease(balancer, route, strict)) {
      return lease.member().id();
    }
  }

  /** A round robin that writes down what it is charged. */
  private static final class Charges implements Strategy {

    private final List<String> charged = new ArrayList<>();

    @Override
    public String name() {
      return "charges";
    }

    @Override
    public Picker newPicker(Ticker ticker, Chance chance) {
      Picker inTurn = new RoundRobin().newPicker(ticker, chance);
      return new Picker() {
        @Override
        public void update(Candidates candidates) {
          inTurn.update(candidates);
        }

        @Override
        public Candidate pick(PickContext context) {
          return inTurn.pick(context);
        }

        @Override
        public void charged(Candidate candidate) {
          charged.add(candidate.member().id());
        }
      };
    }
  }
}
