package org.rpicluster.balancer.program;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.BalancerObserver;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.NoMemberException;
import org.rpicluster.balancer.health.Health;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.member.Outcome;
import org.rpicluster.balancer.strategy.Strategies;
import org.rpicluster.balancer.time.ManualTime;
import org.slf4j.LoggerFactory;

/** One line an event: a death, a return, and seldom one of a member that stays away. */
class OutageLogTest {

  private final ManualTime time = new ManualTime();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ClusterFactory.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final OutageLog log = new OutageLog("shop");
  private final Balancer balancer =
      Balancer.builder("shop", Strategies.byRequests())
          .members(List.of(Member.of("http://pi1"), Member.of("http://pi2")))
          .ticker(time)
          .scheduler(time)
          .observer(
              new BalancerObserver() {
                @Override
                public void healthChanged(Member member, Health from, Health to) {
                  log.healthChanged(member, from, to);
                }

                @Override
                public void everyMemberDown() {
                  log.everyMemberDown();
                }
              })
          .build();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> said() {
    return List.copyOf(lines.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("cluster shop: "))
        .toList();
  }

  /** As many requests as there are members: those to {@code pi1} end as the test says. */
  private void round(Outcome ofPi1) {
    for (int i = 0; i < 2; i++) {
      try (Lease lease = balancer.acquire()) {
        boolean first = lease.member().id().equals("pi1:80");
        lease.complete(first ? ofPi1 : Outcome.SUCCESS, first ? "by the test" : "");
      } catch (NoMemberException e) {
        return;
      }
    }
  }

  @Test
  void death_thatRequestsAndProbesFind_isOneLine_andSoIsTheReturn() {
    round(Outcome.CONNECT_FAILED);
    balancer.probesFailed("pi1:80", "no answer within 2 s");
    time.advance(Duration.ofMinutes(3));
    balancer.probesPassed("pi1:80");
    time.advance(Duration.ofMinutes(3));
    assertThat(said())
        .containsExactly(
            "cluster shop: pi1:80 is down, found by requests: connect failed: by the test",
            "cluster shop: pi1:80 is back after 3 min: probes passed");
  }

  @Test
  void death_thatProbesFindFirst_saysSo() {
    balancer.probesFailed("pi1:80", "no answer within 2 s");
    assertThat(said())
        .containsExactly("cluster shop: pi1:80 is down, found by probes: no answer within 2 s");
  }

  @Test
  void memberThatIsDeadForDays_isMentionedSeldom() {
    round(Outcome.CONNECT_FAILED);
    for (int minute = 0; minute < 7 * 24 * 60; minute++) {
      time.advance(Duration.ofMinutes(1));
      round(Outcome.CONNECT_FAILED);
    }
    // After 1, 3, 7, 15 and 31 hours, and then each day for five.
    assertThat(said()).hasSize(11);
    assertThat(said().get(1))
        .isEqualTo(
            "cluster shop: pi1:80 is still down after 1 h, failed again 60 times,"
                + " at last: connect failed: by the test");
    time.advance(Duration.ofMinutes(2));
    round(Outcome.SUCCESS);
    assertThat(said()).hasSize(12);
    assertThat(said().get(11)).isEqualTo("cluster shop: pi1:80 is back after 7 d: answered again");
  }

  @Test
  void everyMemberDown_isSaidOnce_untilOneIsBack() {
    for (int i = 0; i < 20; i++) {
      balancer.acquire().complete(Outcome.CONNECT_FAILED);
      time.advance(Duration.ofSeconds(10));
    }
    assertThat(said()).filteredOn(line -> line.contains("every member is down")).hasSize(1);
    assertThat(said()).hasSize(3);
  }
}
