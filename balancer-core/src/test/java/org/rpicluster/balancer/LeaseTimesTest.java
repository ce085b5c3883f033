package org.rpicluster.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.RoundRobin;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.ManualTime;
import org.rpicluster.balancer.time.Ticker;

class LeaseTimesTest {

  private final ManualTime time = new ManualTime();
  private final List<String> seen = new ArrayList<>();

  @Test
  void request_isTimed_fromThePickToItsEnd() {
    Balancer balancer = balancer(new Timed());
    Lease lease = balancer.acquire();

    time.advance(Duration.ofMillis(30));
    lease.complete(Outcome.SUCCESS);
    lease.complete(Outcome.RESET);

    assertThat(seen).containsExactly("picked 0", "SUCCESS 30 at 30");
  }

  @Test
  void answer_isWhatCounts_ifTheCallerSaysWhenItBegan() {
    Lease lease = balancer(new Timed()).acquire();

    time.advance(Duration.ofMillis(5));
    lease.answered();
    lease.answered();
    time.advance(Duration.ofSeconds(60));
    lease.complete(Outcome.SUCCESS);
    lease.answered();

    assertThat(seen).containsExactly("picked 0", "SUCCESS 5 at 5");
  }

  @Test
  void answer_thatBreaksOff_countsAgain() {
    Lease lease = balancer(new Timed()).acquire();

    time.advance(Duration.ofMillis(5));
    lease.answered();
    time.advance(Duration.ofMillis(20));
    lease.complete(Outcome.RESET);

    assertThat(seen).containsExactly("picked 0", "SUCCESS 5 at 5", "RESET 25 at 25");
  }

  @Test
  void errorsAndRefusals_areNeverTakenForFastAnswers() {
    for (int status : List.of(429, 500, 501, 503, 505, 600)) {
      seen.clear();
      Balancer balancer = balancer(new Timed());
      Lease begun = balancer.acquire();
      begun.answered(status);
      begun.complete(Outcome.SUCCESS);
      balancer.acquire().complete(status);

      assertThat(seen.toString()).as("%d", status).doesNotContain("SUCCESS");
      assertThat(seen).as("%d", status).hasSize(4);
    }
  }

  @Test
  void anyOtherStatus_isAnAnswerThatCountsOnce() {
    Lease lease = balancer(new Timed()).acquire();

    lease.answered(404);
    lease.complete(404);

    assertThat(seen).containsExactly("picked 0", "SUCCESS 0 at 0");
  }

  @Test
  void cancelledRequest_teachesNothing() {
    Lease lease = balancer(new Timed()).acquire();

    time.advance(Duration.ofMillis(5));
    lease.close();

    assertThat(seen).containsExactly("picked 0");
  }

  @Test
  void strategy_thatAsksForNoTimes_readsNoClock() {
    Stoppable clock = new Stoppable();
    Balancer balancer = balancer(new RoundRobin(), clock);
    clock.stopped = true;

    try (Lease lease = balancer.acquire()) {
      lease.answered();
      lease.complete(Outcome.SUCCESS);
    }

    assertThat(balancer.candidates().get(0).counters().inFlight()).isZero();
  }

  @Test
  void request_begunUnderAnotherStrategy_isNotTimed() {
    Balancer balancer = balancer(new RoundRobin());
    Lease lease = balancer.acquire();

    balancer.strategy(new Timed());
    lease.complete(Outcome.SUCCESS);

    assertThat(seen).isEmpty();
  }

  private Balancer balancer(Strategy strategy) {
    return balancer(strategy, time);
  }

  private Balancer balancer(Strategy strategy, Ticker ticker) {
    return Balancer.builder("test", strategy)
        .ticker(ticker)
        .scheduler(time)
        .member(Member.of("http://127.0.0.1:80"))
        .build();
  }

  /** A clock that may not be read for durations any more. */
  private static final class Stoppable implements Ticker {
    private boolean stopped;

    @Override
    public long nanos() {
      assertThat(stopped).as("the clock is read after it was stopped").isFalse();
      return 0;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }
  }

  /** Takes the first, and writes down every time it is told, in milliseconds. */
  private final class Timed implements Strategy, Picker {

    private final long origin = time.nanos();
    private Candidates candidates = Candidates.EMPTY;

    @Override
    public String name() {
      return "timed";
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
    public boolean isTimed() {
      return true;
    }

    @Override
    public Candidate pick(PickContext context) {
      seen.add("picked " + millis(context.nowNanos() - origin));
      return candidates.get(0);
    }

    @Override
    public void observed(Candidate candidate, Outcome outcome, long nanos, long nowNanos) {
      seen.add(outcome + " " + millis(nanos) + " at " + millis(nowNanos - origin));
    }

    private long millis(long nanos) {
      return nanos / 1_000_000;
    }
  }
}
