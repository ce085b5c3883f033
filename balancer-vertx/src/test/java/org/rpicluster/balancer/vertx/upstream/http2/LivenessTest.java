package org.rpicluster.balancer.vertx.upstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.Ticker;

/** A silent member: asked once, and gone if it says nothing then. */
class LivenessTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long now;
  private int asked;
  private boolean gone;
  private final Liveness liveness;

  LivenessTest() {
    channel.freezeTime();
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return now;
          }

          @Override
          public Instant now() {
            return Instant.EPOCH;
          }
        };
    liveness = new Liveness(channel.eventLoop(), ticker, () -> asked++, () -> gone = true);
  }

  /** A little more than it waits. */
  private void pass() {
    now += TimeUnit.SECONDS.toNanos(11);
    for (int second = 0; second < 11; second++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  void whoIsSilentIsAsked_andGoneWithoutAnAnswer() {
    liveness.expect();
    pass();
    assertThat(asked).isEqualTo(1);
    assertThat(gone).isFalse();

    pass();
    assertThat(gone).isTrue();
  }

  @Test
  void whoAnswersIsNotAskedAgainInTheSameSilence() {
    liveness.expect();
    pass();
    liveness.answered();
    for (int i = 0; i < 100; i++) {
      pass();
    }

    assertThat(asked).isEqualTo(1);
    assertThat(gone).isFalse();
  }

  @Test
  void afterASignOfLifeItBeginsAnew() {
    liveness.expect();
    pass();
    liveness.answered();
    liveness.heard();
    pass();
    assertThat(asked).isEqualTo(1);
    pass();
    assertThat(asked).isEqualTo(2);
    pass();
    assertThat(gone).isTrue();
  }

  @Test
  void nobodyIsAskedWhileNobodyWaits() {
    liveness.expect();
    liveness.rest();
    for (int i = 0; i < 10; i++) {
      pass();
    }

    assertThat(asked).isZero();
    assertThat(gone).isFalse();
  }
}
