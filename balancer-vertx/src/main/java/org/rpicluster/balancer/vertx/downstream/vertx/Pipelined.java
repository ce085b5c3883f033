package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.http1.HeadUnderWay;
import org.rpicluster.balancer.vertx.downstream.http1.StoppedInput;

/**
 * What a client has sent behind a request that is not answered: it stays undecoded, as a request is
 * a hundred times its bytes, and is charged. Of more than a read nothing is taken from the socket.
 * Two assignments for each request; a task where one waited. On its event loop only. RFC 9112
 * §9.3.2.
 */
final class Pipelined implements Runnable {

  /** As much as the first read of a connection brings. */
  private static final int BYTES_MAX = 2 * 1024;

  private final StrictRequestDecoder decoder;
  private final HeadUnderWay head;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable StoppedInput input;
  private @Nullable Object end;
  private boolean told;
  private boolean unanswered;
  private boolean waits;

  Pipelined(StrictRequestDecoder decoder, HeadUnderWay head) {
    this.decoder = decoder;
    this.head = head;
  }

  /** The connection is known. */
  void on(ChannelHandlerContext known) {
    ctx = known;
    input = new StoppedInput(known);
  }

  /** From now on {@link #answered} is called: until it was, nothing is held back. */
  void answersAreTold() {
    told = true;
  }

  /** A request has been handed on. */
  void asked() {
    unanswered = true;
  }

  /** It has its answer: the next one's turn, once those who wrote this have finished. */
  void answered() {
    unanswered = false;
    if (waits) {
      ctx.executor().execute(this);
    }
  }

  /** Whether so many bytes are not to be decoded yet. */
  boolean isHeldBack(int bytes) {
    waits = told && unanswered && bytes > 0;
    if (waits && (bytes > BYTES_MAX || !head.waits(bytes))) {
      input.stop();
    }
    return waits;
  }

  /** Notes that nothing comes behind what waits; answers whether anything does. */
  boolean isLast(Object event) {
    if (waits) {
      end = event;
    }
    return waits;
  }

  /** The next request. */
  @Override
  public void run() {
    if (unanswered || ctx.isRemoved()) {
      return;
    }
    input.goOn();
    try {
      decoder.channelRead(ctx, Unpooled.EMPTY_BUFFER);
      decoder.channelReadComplete(ctx);
      if (end != null && !waits) {
        Object over = end;
        end = null;
        decoder.userEventTriggered(ctx, over);
      }
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }
}
