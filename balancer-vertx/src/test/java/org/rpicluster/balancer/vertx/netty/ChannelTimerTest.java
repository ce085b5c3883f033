package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@link ChannelTimer}. */
class ChannelTimerTest {

  private static final long NO_TIMER = -1;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private int runs;

  @Test
  void taskRuns_onceItsTimeIsOver() {
    schedule();
    channel.runPendingTasks();
    assertThat(runs).isZero();

    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runPendingTasks();

    assertThat(runs).isOne();
  }

  @Test
  void closedChannel_isHeldByNoTimer() {
    schedule();

    channel.close();

    assertThat(channel.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
  }

  @Test
  void channelThatIsClosedAlready_isHeldByNoTimer() {
    channel.close();

    schedule();

    assertThat(channel.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
    assertThat(runs).isZero();
  }

  private void schedule() {
    ChannelTimer.schedule(channel, Duration.ofSeconds(1), () -> runs++);
  }
}
