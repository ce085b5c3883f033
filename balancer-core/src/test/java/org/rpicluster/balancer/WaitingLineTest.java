package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rpicluster.balancer.Observed.candidate;
import static org.rpicluster.balancer.pick.TestCluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.NoMemberException.Reason;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.limit.QueuePolicy;
import org.rpicluster.balancer.member.AdminState;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.time.ManualTime;

/** Who waits while every member is full, and when that is over. */
class WaitingLineTest {

  private static final Faults NONE = new Faults("test", (what, cause) -> {});
  private static final Member A = member("a").maxInFlight(1).route("a").build();
  private static final Member B = member("b").maxInFlight(1).route("b").build();

  private final ManualTime time = new ManualTime();
  private final List<String> told = new ArrayList<>();
  private final List<Lease> held = new ArrayList<>();

  @Test
  void thereIsRoom_nobodyWaits() {
    Balancer balancer = balancer(A);

    ask(balancer, "1");

    assertThat(told).containsExactly("1 on a");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void full_theyAreServedInOrder_eachByOneEnd() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");
    ask(balancer, "3");
    assertThat(told).containsExactly("1 on a", "2 waits", "3 waits");
    assertThat(balancer.waiting()).isEqualTo(2);

    end(0);
    assertThat(told).endsWith("2 on a").hasSize(4);
    assertThat(inFlight(balancer)).isEqualTo(1);
    end(1);
    end(2);

    assertThat(told).endsWith("2 on a", "3 on a");
    assertThat(inFlight(balancer)).isZero();
    assertThat(balancer.waiting()).isZero();
    assertThat(time.waiting()).as("timers left").isZero();
  }

  @Test
  void lineIsFull_refusedAtOnce() {
    Balancer balancer = balancer(A);
    balancer.queue(new QueuePolicy(1, Duration.ofSeconds(5)));
    ask(balancer, "1");
    ask(balancer, "2");

    ask(balancer, "3");

    assertThat(told).endsWith("3 " + Reason.QUEUE_FULL);
  }

  @Test
  void noLine_refusedAsBefore() {
    Balancer balancer = balancer(A);
    balancer.queue(QueuePolicy.NONE);
    ask(balancer, "1");

    ask(balancer, "2");

    assertThat(told).endsWith("2 " + Reason.ALL_FULL);
  }

  @Test
  void timeIsOver_refused_andTheOthersGoOn() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");
    time.advance(Duration.ofSeconds(3));
    ask(balancer, "3");

    time.advance(Duration.ofMillis(1999));
    assertThat(balancer.waiting()).isEqualTo(2);
    time.advance(Duration.ofMillis(1));

    assertThat(told).endsWith("2 " + Reason.QUEUE_TIMED_OUT);
    end(0);
    assertThat(told).endsWith("3 on a");
  }

  @Test
  void whoLeaves_isPassedOver_andHearsNoMore() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    Asked second = ask(balancer, "2");
    ask(balancer, "3");

    second.turn.leave();
    end(0);
    time.advance(Duration.ofMinutes(1));

    assertThat(told).containsExactly("1 on a", "2 waits", "3 waits", "3 on a");
  }

  @Test
  void memberJoins_theFirstInLineHasIt() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");
    ask(balancer, "3");

    balancer.update(List.of(A, B));
    time.advance(Duration.ZERO);

    assertThat(told).endsWith("2 on b").hasSize(4);
  }

  @Test
  void limitIsRaised_asManyAsFitAreServed() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");
    ask(balancer, "3");
    ask(balancer, "4");

    balancer.update(List.of(A.but().maxInFlight(3).build()));
    time.advance(Duration.ZERO);

    assertThat(told).endsWith("2 on a", "3 on a");
    assertThat(balancer.waiting()).isEqualTo(1);
  }

  @Test
  void memberComesUp_theLineIsServed() {
    Balancer balancer = balancer(A, B);
    balancer.queue(new QueuePolicy(10, Duration.ofMinutes(1)));
    ask(balancer, "1");
    ask(balancer, "2");
    held.get(1).complete(Outcome.CONNECT_FAILED);
    ask(balancer, "3");
    assertThat(told).endsWith("3 waits");

    time.advance(Duration.ofSeconds(6));

    assertThat(told).endsWith("3 on b");
  }

  @Test
  void everyMemberIsStopped_whoWaitsHearsSo() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");

    balancer.update(List.of(A.but().state(AdminState.STOPPED).build()));
    time.advance(Duration.ZERO);

    assertThat(told).endsWith("2 " + Reason.ALL_UNAVAILABLE);
  }

  @Test
  void whoComesLater_doesNotOvertake() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    ask(balancer, "2");
    balancer.update(List.of(A.but().maxInFlight(2).build())); // the line hears of it soon

    ask(balancer, "3");

    assertThat(told).endsWith("3 waits", "2 on a");
  }

  @Test
  void boundByItsRoute_waitsForItsMember_andHoldsUpNobody() {
    Balancer balancer = balancer(A, B);
    ask(balancer, "1", strict("a"));
    ask(balancer, "2", strict("a"));
    ask(balancer, "3");
    assertThat(told).containsExactly("1 on a", "2 waits", "3 waits", "3 on b");
    ask(balancer, "4");

    end(1);
    assertThat(told).endsWith("4 on b");
    end(0);

    assertThat(told).endsWith("2 on a");
  }

  @Test
  void lineIsFull_holdsUpNobodyForWhomThereIsRoom() {
    Balancer balancer = balancer(A, B);
    balancer.queue(new QueuePolicy(1, Duration.ofSeconds(5)));
    ask(balancer, "1", strict("a"));
    ask(balancer, "2", strict("a"));

    ask(balancer, "3");
    ask(balancer, "4", strict("a"));
    ask(balancer, "5");

    assertThat(told)
        .containsExactly(
            "1 on a", "2 waits", "3 on b", "4 " + Reason.QUEUE_FULL, "5 " + Reason.QUEUE_FULL);
  }

  @Test
  void lineIsClosed_whileSomebodyWaits_whoFindsRoomHasIt() {
    Balancer balancer = balancer(A, B);
    ask(balancer, "1", strict("a"));
    ask(balancer, "2", strict("a"));
    balancer.queue(QueuePolicy.NONE);

    ask(balancer, "3");

    assertThat(told).endsWith("3 on b");
  }

  @Test
  void lineIsFull_whoCannotBeServedByWaiting_hearsWhy() {
    Balancer balancer = balancer(A, B);
    balancer.queue(new QueuePolicy(1, Duration.ofSeconds(5)));
    ask(balancer, "1", strict("a"));
    ask(balancer, "2", strict("a"));
    PickContext tried = new PickContext();
    tried.exclude(candidate(balancer, "a"));
    tried.exclude(candidate(balancer, "b"));

    ask(balancer, "3", tried);

    assertThat(told).endsWith("3 " + Reason.ALL_TRIED);
  }

  /** Or a crowd of sessions before a full member would cost each of the others so many picks. */
  @Test
  void manyWaitForOneMember_oneIsAskedFor() {
    List<PickContext> picks = new ArrayList<>();
    WaitingLine line = new WaitingLine("test", full(picks), time, () -> QueuePolicy.DEFAULT, NONE);
    for (int i = 0; i < 99; i++) {
      line.acquire(i % 2 == 0 ? strict("a") : bound("a"), new Asked("" + i));
    }
    assertThat(line.waiting()).isEqualTo(99);
    picks.clear();
    line.acquire(new PickContext(), new Asked("another"));

    assertThat(picks).hasSize(3);
  }

  private static Function<PickContext, Lease> full(List<PickContext> asked) {
    return context -> {
      asked.add(context);
      throw new NoMemberException("test", Reason.ROUTE_FULL);
    };
  }

  private static PickContext bound(String route) {
    PickContext context = new PickContext();
    context.route(route, false);
    return context;
  }

  @Test
  void triedMember_isNotWaitedFor() {
    Balancer balancer = balancer(A, B);
    ask(balancer, "1", strict("a"));
    ask(balancer, "2", strict("b"));
    PickContext notB = new PickContext();
    notB.exclude(candidate(balancer, "b"));
    ask(balancer, "3", notB);

    end(1);
    assertThat(told).endsWith("3 waits");
    end(0);

    assertThat(told).endsWith("3 on a");
  }

  @Test
  void whoFoundAMemberFull_mayHaveItLater() {
    Balancer balancer = balancer(A);
    PickContext context = strict("a");
    ask(balancer, "1");
    ask(balancer, "2", context);

    end(0);

    assertThat(told).endsWith("2 on a");
    assertThat(context.excludesNobody()).isTrue();
  }

  @Test
  void waiterThatThrows_keepsNoMember() {
    Balancer balancer = balancer(A);
    ask(balancer, "1");
    balancer.acquire(new PickContext(), new Broken());

    end(0);

    assertThat(inFlight(balancer)).isZero();
  }

  @Test
  void policyBeyondItsRange_isAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueuePolicy(-1, Duration.ofSeconds(1)))
        .withMessage("max: -1 (expected: 0 to 10000)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueuePolicy(1, Duration.ZERO))
        .withMessage("timeout: PT0S (expected: more than 0)");
  }

  private static PickContext strict(String route) {
    PickContext context = new PickContext();
    context.route(route, true);
    return context;
  }

  private Balancer balancer(Member... members) {
    return Balancer.builder("test", new RoundRobin())
        .members(List.of(members))
        .ticker(time)
        .scheduler(time)
        .build();
  }

  private Asked ask(Balancer balancer, String name) {
    return ask(balancer, name, new PickContext());
  }

  private Asked ask(Balancer balancer, String name, PickContext context) {
    Asked asked = new Asked(name);
    balancer.acquire(context, asked);
    return asked;
  }

  private void end(int index) {
    held.get(index).complete(Outcome.SUCCESS);
  }

  private static int inFlight(Balancer balancer) {
    return balancer.candidates().members().stream().mapToInt(c -> c.counters().inFlight()).sum();
  }

  private final class Asked implements Waiter {
    private final String name;
    private Turn turn = () -> {};

    Asked(String name) {
      this.name = name;
    }

    @Override
    public void waits(Turn turn) {
      this.turn = turn;
      told.add(name + " waits");
    }

    @Override
    public void granted(Lease lease) {
      held.add(lease);
      told.add(name + " on " + lease.member().id());
    }

    @Override
    public void refused(NoMemberException reason) {
      told.add(name + " " + reason.reason());
    }
  }

  private static final class Broken implements Waiter {
    @Override
    public void waits(Turn turn) {}

    @Override
    public void granted(Lease lease) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void refused(NoMemberException reason) {}
  }
}
