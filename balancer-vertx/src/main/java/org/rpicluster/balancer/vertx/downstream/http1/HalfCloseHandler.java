package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.netty.FairReads;

/**
 * A client that has closed its side after a whole request is answered, and the connection closed
 * then. TCP does not tell such a client from one that has gone; the first bytes sent to it do. So
 * an exchange may go on as long as something is sent, and for a while if nothing is. A few
 * assignments for each message. On its event loop only. RFC 9112 §9.6.
 */
public final class HalfCloseHandler extends ChannelDuplexHandler {

  /** As long as most answers take; a client that has gone costs a member no more than this. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  private final long silenceMillis;
  private int unanswered;
  private boolean requestOpen;
  private boolean inputOver;
  private boolean sent;
  private boolean waits;

  public HalfCloseHandler(Duration silence) {
    silenceMillis = silence.toMillis();
  }

  /** Whether its request waits for its turn: who closes his side meanwhile has gone. */
  public void waits(boolean waiting) {
    waits = waiting;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (waits && FairReads.readsToItsEnd(ctx.channel())) {
      ReferenceCountUtil.release(message);
      ctx.close(); // or megabytes would be read, in one turn, of a request that is not wanted
      return;
    }
    if (message instanceof HttpRequest) {
      unanswered++;
      requestOpen = true;
    }
    if (message instanceof LastHttpContent) {
      requestOpen = false;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !inputOver) {
      inputOver = true;
      if (requestOpen || waits) {
        ctx.close();
        return;
      }
      if (unanswered == 0) {
        closeBehindAnswer(ctx);
        return;
      }
      closeWhenSilent(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void closeWhenSilent(ChannelHandlerContext ctx) {
    sent = false;
    ctx.executor()
        .schedule(
            () -> {
              if (ctx.isRemoved()) {
                return; // the connection goes on as a tunnel
              }
              if (!sent && ctx.channel().isWritable()) {
                ctx.close();
              } else if (ctx.channel().isActive()) {
                closeWhenSilent(ctx);
              }
            },
            silenceMillis,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    sent = true;
    ctx.write(message, promise);
    if (message instanceof LastHttpContent && !isInterim(message)) {
      unanswered--;
      if (inputOver && unanswered == 0) {
        closeBehindAnswer(ctx);
      }
    }
  }

  /** What was written goes out first. */
  private static void closeBehindAnswer(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse interim && interim.status().code() < 200;
  }
}
