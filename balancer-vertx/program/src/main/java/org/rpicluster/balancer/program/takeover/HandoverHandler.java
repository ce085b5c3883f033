package org.rpicluster.balancer.program.takeover;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.FileDescriptor;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.rpicluster.balancer.program.takeover.NextProcess.Ended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the next process, or of a command that asks for an upgrade; on its event loop.
 * What it has the owner do is done on one thread, in the order in which it came.
 */
final class HandoverHandler extends SimpleChannelInboundHandler<String> {

  private static final Logger LOG = LoggerFactory.getLogger(HandoverHandler.class);

  /** A process that ends has its files for a moment longer than its connections. */
  private static final long AGAIN_MILLIS = 100;

  /** Three minutes: longer than a system takes to end a process. */
  private static final int TRIES_MAX = 1800;

  private final Vertx vertx;
  private final WorkerExecutor ordered;
  private final Owner owner;
  private final Supplier<Ended> next;
  private boolean released;

  HandoverHandler(Vertx vertx, WorkerExecutor ordered, Owner owner, Supplier<Ended> next) {
    this.vertx = vertx;
    this.ordered = ordered;
    this.owner = owner;
    this.next = next;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, String word) {
    switch (word) {
      case HandoverWords.SOCKETS -> sendSockets(ctx);
      case HandoverWords.RELEASE -> release(ctx);
      case HandoverWords.SERVING -> serving(ctx);
      case HandoverWords.UPGRADE -> upgrade(ctx);
      default -> ctx.close();
    }
  }

  /** One message for each, and then the end. */
  private void sendSockets(ChannelHandlerContext ctx) {
    owner.sockets().forEach(socket -> ctx.write(new FileDescriptor(socket)));
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void release(ChannelHandlerContext ctx) {
    released = true;
    ordered
        .executeBlocking(
            () -> {
              owner.release();
              return HandoverWords.DONE;
            })
        .onSuccess(done -> say(ctx, done))
        .onFailure(failed -> ctx.close());
  }

  private void serving(ChannelHandlerContext ctx) {
    LOG.info("the next process serves: this one finishes what it has");
    released = false;
    owner.replaced();
    say(ctx, HandoverWords.DONE);
  }

  private void upgrade(ChannelHandlerContext ctx) {
    vertx
        .executeBlocking(next::get, false)
        .onSuccess(ended -> say(ctx, ended == Ended.SERVES ? HandoverWords.DONE : ended.words()))
        .onFailure(failed -> say(ctx, String.valueOf(failed.getMessage())));
  }

  private static void say(ChannelHandlerContext ctx, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    ctx.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (released) {
      LOG.warn("the next process has given up: this one goes on");
      resume(1);
    }
  }

  private void resume(int tries) {
    ordered
        .executeBlocking(
            () -> {
              owner.resume();
              return true;
            })
        .onFailure(failed -> resumeLater(tries, failed));
  }

  private void resumeLater(int tries, Throwable failed) {
    if (tries == 1) {
      LOG.warn("upgrade: failed, no edits and reloads as yet: {}", failed.getMessage());
    }
    if (tries < TRIES_MAX) {
      vertx.setTimer(AGAIN_MILLIS, any -> resume(tries + 1));
    } else {
      LOG.error("upgrade: failed, no edits and reloads until this process is restarted");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("a connection of the next process has failed: {}", String.valueOf(cause.getMessage()));
    ctx.close();
  }
}
