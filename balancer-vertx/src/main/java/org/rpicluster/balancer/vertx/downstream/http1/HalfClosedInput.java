package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import org.rpicluster.balancer.vertx.netty.ChannelTimer;

/**
 * A client that has closed its side after a whole request is answered, and the connection closed
 * then. TCP does not tell such a client from one that has gone; the first bytes sent to it do. So
 * an exchange may go on as long as something is sent, and for a while if nothing is. A timer, where
 * a client does so; on its event loop only. RFC 9112 §9.6.
 */
public final class HalfClosedInput implements Runnable {

  /** As long as most answers take; a client that has gone costs a member no more than this. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  private final ChannelHandlerContext ctx;
  private final Http1Output output;
  private final Duration silence;
  private boolean noted;
  private boolean queued;
  private boolean watching;

  HalfClosedInput(ChannelHandlerContext ctx, Http1Output output, Duration silence) {
    this.ctx = ctx;
    this.output = output;
    this.silence = silence;
  }

  /** Nothing more comes; whether that is news. */
  boolean note() {
    boolean isNews = !noted;
    noted = true;
    return isNews;
  }

  /** Whether nothing more comes than what is there. */
  boolean isNoted() {
    return noted;
  }

  /** Its request waits for its turn: who closes its side meanwhile has gone. */
  void queued(boolean waits) {
    queued = waits;
  }

  boolean isQueued() {
    return queued;
  }

  void closeWhenSilent() {
    if (!watching) {
      watching = true;
      output.hasSent();
      schedule();
    }
  }

  private void schedule() {
    ChannelTimer.schedule(ctx.channel(), silence, this);
  }

  @Override
  public void run() {
    if (ctx.isRemoved()) {
      return; // the connection goes on as a tunnel
    }
    if (!output.hasSent() && ctx.channel().isWritable()) {
      output.close(ctx.newPromise());
    } else {
      schedule();
    }
  }
}
