package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;

/**
 * A connection from which nothing is read for now, because what came is held back. That its client
 * has left is not read either then; so the kernel is asked each second, where it can be. A client
 * that has only closed its side may still listen: it is taken for one that has gone after {@link
 * HalfClosedInput#SILENCE}. On its event loop only.
 */
final class StoppedInput implements Runnable {

  private static final int LOOKS_MAX = (int) HalfClosedInput.SILENCE.toSeconds();

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The kernel's numbers, {@code net/tcp_states.h}. */
  private static final int CLOSED = 7;

  private static final int CLOSE_WAIT = 8;

  private final ChannelHandlerContext ctx;
  private boolean stopped;
  private boolean looking;
  private int looksClosing;

  /** Of a connection that is read. */
  StoppedInput(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  /** Reads no more. */
  void stop() {
    if (!stopped) {
      stopped = true;
      looksClosing = 0;
      ctx.channel().config().setAutoRead(false);
      look();
    }
  }

  /** Reads again, if it did not. */
  void goOn() {
    if (stopped) {
      stopped = false;
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void look() {
    if (!looking && ctx.channel() instanceof EpollSocketChannel) {
      looking = true;
      ChannelTimer.schedule(ctx.channel(), LOOK, this);
    }
  }

  @Override
  public void run() {
    looking = false;
    if (!stopped || ctx.isRemoved() || !ctx.channel().isActive()) {
      return;
    }
    int state = state(ctx.channel());
    looksClosing += state == CLOSE_WAIT ? 1 : 0;
    if (state == CLOSED || looksClosing >= LOOKS_MAX) {
      ClientChannel.closeAtOnce(ctx.channel());
    } else {
      look();
    }
  }

  private static int state(Channel channel) {
    try {
      return ((EpollSocketChannel) channel).tcpInfo().state();
    } catch (ChannelException e) {
      return CLOSED;
    }
  }
}
