package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import org.rpicluster.balancer.vertx.netty.FairWrites;
import org.rpicluster.balancer.vertx.netty.TurnEnd;

/**
 * The output to a client of HTTP/1, and the close of its connection. What is short is sent when the
 * event loop has read every socket that had something, all in a row; and no close passes for the
 * end of an answer that is not whole: TLS does not say goodbye then, and where nothing but the
 * close tells the end of a body, the close is a reset. One place in the {@link TurnEnd}; on its
 * event loop only. RFC 9112 §8, §9.8.
 */
final class Http1Output implements Runnable {

  /**
   * What is longer goes at once. A quarter of what may wait for a client: a piece of a long body
   * must not look as if the client did not take it.
   */
  private static final int SHORT_BYTES = 4 * 1024;

  private final ChannelHandlerContext ctx;
  private final TurnEnd turnEnd;
  private final Runnable turnOver;
  private boolean due;
  private boolean listed;
  private boolean sent;
  private boolean underWay;
  private boolean endsWithClose;

  /**
   * For one connection.
   *
   * @param turnOver is told at the end of a turn in which something was written, once that is sent
   */
  Http1Output(ChannelHandlerContext ctx, Runnable turnOver) {
    this.ctx = ctx;
    this.turnOver = turnOver;
    turnEnd = TurnEnd.of(ctx.channel().eventLoop());
  }

  /**
   * A final answer has begun.
   *
   * @param untilClose whether nothing else tells its end
   */
  void begun(boolean untilClose) {
    underWay = true;
    endsWithClose = untilClose;
  }

  /** It is whole. */
  void whole() {
    underWay = false;
  }

  /** Whether anything was sent since this was asked last. */
  boolean hasSent() {
    boolean was = sent;
    sent = false;
    return was;
  }

  void write(ByteBuf bytes, ChannelPromise taken) {
    sent = true;
    FairWrites.fit(ctx.channel());
    ctx.write(bytes, taken);
  }

  /** Sends what was written, in this turn. */
  void flush() {
    ChannelOutboundBuffer unsent = ctx.channel().unsafe().outboundBuffer();
    if (unsent == null || unsent.totalPendingWriteBytes() > SHORT_BYTES) {
      flushNow();
    } else {
      due = true;
      lookAtTurnEnd();
    }
  }

  /** When the sockets have been read it is known what of this turn's the client takes. */
  void lookAtTurnEnd() {
    if (!listed) {
      listed = true;
      turnEnd.add(this);
    }
  }

  /** The sockets have been read. */
  @Override
  public void run() {
    listed = false;
    sendDue();
    turnOver.run();
  }

  /** Sends what waits for the end of the turn. */
  void sendDue() {
    if (due) {
      flushNow();
    }
  }

  void flushNow() {
    due = false;
    ctx.flush();
  }

  /** Says that nothing more comes, where that can be said without closing for both sides. */
  void shutdown() {
    boolean plain = ctx.pipeline().get(SslHandler.class) == null;
    if (plain && ctx.channel() instanceof DuplexChannel duplex && !duplex.isOutputShutdown()) {
      duplex.shutdownOutput();
    }
  }

  /** Closes the connection behind what was written. */
  void closeBehind() {
    due = false;
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(any -> close(ctx.newPromise()));
  }

  /** Closes it behind what was written, so that the client sees that its answer is not whole. */
  void cut(boolean untilClose) {
    begun(untilClose || endsWithClose && underWay);
    closeBehind();
  }

  /** Closes it; what the socket does not take now is lost. */
  void close(ChannelPromise promise) {
    flushNow();
    boolean tls = ctx.pipeline().get(SslHandler.class) != null;
    // What TLS says last it says behind all that waits, or not at all.
    if (!underWay && (tls || !endsWithClose || isSent(ctx.channel()))) {
      ctx.close(promise);
    } else {
      TruncatedClose.close(ctx, endsWithClose, promise);
    }
  }

  /** What waits is sent in its order: the first of it tells. */
  private static boolean isSent(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null
        || unsent.current() == null
        || unsent.current() instanceof ByteBuf first && !first.isReadable();
  }
}
