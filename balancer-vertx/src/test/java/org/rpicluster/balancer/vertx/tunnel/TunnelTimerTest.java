package org.rpicluster.balancer.vertx.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.time.Ticker;

/** The timer of a {@link Tunnel}. */
class TunnelTimerTest {

  private static final long NO_TIMER = -1;
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final SilentEnd client = new SilentEnd();
  private final SilentEnd member = new SilentEnd();

  @Test
  void openTunnel_hasOne() {
    open();

    assertThat(channel.runScheduledPendingTasks()).isPositive();
  }

  /** It would be held for as long as an open one may be silent, with both its connections. */
  @Test
  void tunnelWhoseEndsAreGone_isHeldByNone() {
    open();

    client.listener.gone();
    member.listener.gone();

    assertThat(channel.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
  }

  private void open() {
    Tunnel.open(
        client,
        member,
        channel.eventLoop(),
        Ticker.system(),
        new Tunnel.Patience(AN_HOUR, AN_HOUR),
        new Uninterested());
  }

  private static final class Uninterested implements Tunnel.Observer {

    @Override
    public void fromClient(int bytes) {}

    @Override
    public void fromMember(int bytes) {}

    @Override
    public void over(Tunnel.EndedBy cause) {}
  }

  /** An end that says nothing by itself. */
  private static final class SilentEnd implements TunnelEnd {

    private Listener listener;

    @Override
    public void open(Listener told) {
      listener = told;
    }

    @Override
    public void send(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void finish() {}

    @Override
    public void cut() {}
  }
}
