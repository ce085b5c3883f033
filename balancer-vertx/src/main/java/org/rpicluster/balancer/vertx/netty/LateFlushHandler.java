package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is short only when the event loop has read every socket that had something: then all
 * that is short leaves in a row, and its receiver is woken once for much rather than often for
 * little. With one connection that is at once; with many it spares a tenth of what the kernel takes
 * ({@code docs/performance.md}). One task for each flush; on its event loop only.
 */
public final class LateFlushHandler extends ChannelOutboundHandlerAdapter implements Runnable {

  /**
   * What is longer goes at once. A quarter of what may wait for a client: a piece of a long body
   * must not look as if the client did not take it.
   */
  static final int SHORT_BYTES = 4 * 1024;

  private final Runnable flushed;
  private @Nullable ChannelHandlerContext self;
  private boolean due;

  /** For one connection. */
  public LateFlushHandler() {
    this(() -> {});
  }

  /**
   * For one connection.
   *
   * @param flushed is told whenever what was written has been handed to the socket
   */
  public LateFlushHandler(Runnable flushed) {
    this.flushed = flushed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    self = ctx;
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer unsent = ctx.channel().unsafe().outboundBuffer();
    if (unsent == null || unsent.totalPendingWriteBytes() > SHORT_BYTES) {
      flushNow();
    } else if (!due) {
      due = true;
      ctx.executor().execute(this);
    }
  }

  /** The sockets have been read. */
  @Override
  public void run() {
    if (due) {
      flushNow();
    }
  }

  /**
   * Closes the connection; what has not been sent never will be. Past the other handlers if there
   * is any: the farewell of TLS would take it along.
   */
  public void closeUnsent() {
    Channel channel = self.channel();
    if (due) {
      due = false;
      channel.unsafe().close(channel.unsafe().voidPromise());
    } else {
      channel.close();
    }
  }

  private void flushNow() {
    due = false;
    self.flush();
    flushed.run();
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    run(); // a close would drop it
    ctx.close(promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    run();
  }
}
