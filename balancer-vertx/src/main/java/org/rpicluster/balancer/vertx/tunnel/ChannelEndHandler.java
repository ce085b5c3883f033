package org.rpicluster.balancer.vertx.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.fault.HeapErrors;

/**
 * An end that is a connection: it takes the place of the HTTP decoder, so that those behind it, who
 * own the connection, see no more of its bytes and only learn of its end. On its event loop only.
 */
public final class ChannelEndHandler extends ChannelInboundHandlerAdapter implements TunnelEnd {

  private final Channel channel;
  private final Queue<ByteBuf> early = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext self;
  private @Nullable Listener listener;
  private boolean inputOver;
  private boolean outputOver;
  private boolean outputClosed;

  private ChannelEndHandler(Channel channel) {
    this.channel = channel;
    inputOver = channel instanceof DuplexChannel duplex && duplex.isInputShutdown();
  }

  /**
   * Takes the connection over.
   *
   * @param decoder is removed; what it has read and not understood is what the end says first
   */
  public static ChannelEndHandler inPlaceOf(
      Class<? extends ChannelHandler> decoder, Channel channel) {
    ChannelEndHandler end = new ChannelEndHandler(channel);
    channel.config().setAutoRead(false);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().replace(decoder, null, end);
    return end;
  }

  /** Whether it has spoken before {@link #open}. */
  public boolean hasSpoken() {
    return !early.isEmpty();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    self = ctx;
  }

  @Override
  public void open(Listener opened) {
    listener = opened;
    channel.config().setAutoRead(true);
    for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
      opened.received(bytes);
    }
    opened.flush();
    if (inputOver) {
      opened.finished();
    }
    if (!channel.isActive()) {
      gone();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message); // the empty end of the last HTTP message
    } else if (listener == null) {
      early.add(bytes);
    } else {
      listener.received(bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (listener != null) {
      listener.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && channel.isWritable()) {
      listener.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      inputOver();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void inputOver() {
    if (inputOver) {
      return;
    }
    inputOver = true;
    if (listener != null) {
      listener.finished();
    }
    if (outputClosed) {
      self.close();
    }
  }

  @Override
  public void send(ByteBuf bytes) {
    self.write(bytes, self.voidPromise());
  }

  @Override
  public void flush() {
    self.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void finish() {
    if (!outputOver) {
      outputOver = true;
      self.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> closeOutput());
    }
  }

  private void closeOutput() {
    outputClosed = true;
    if (listener != null) {
      listener.delivered();
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (inputOver) {
      self.close();
    } else if (tls != null) {
      tls.closeOutbound().addListener(sent -> shutdownOutput());
    } else {
      shutdownOutput();
    }
  }

  private void shutdownOutput() {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
  }

  /** Past those behind it: they would wait until everything is sent. */
  @Override
  public void cut() {
    self.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone();
    ctx.fireChannelInactive();
  }

  private void gone() {
    early.forEach(ByteBuf::release);
    early.clear();
    Listener told = listener;
    listener = null;
    if (told != null) {
      told.gone();
    }
  }

  /** A reset; that it is gone, follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
    HeapErrors.rethrowIfUsedUp(cause);
  }
}
