package org.rpicluster.balancer.program.systemd;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends datagrams to a Unix socket. The JDK has none such; Netty's epoll has. A socket is opened
 * for each message and closed behind it: there are two in a minute, and a manager that has begun
 * anew is found again. Any thread.
 */
final class NotifySocket implements Consumer<String> {

  private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

  /** The same for all messages, so that they arrive in their order. */
  private final EventLoop loop;

  private final DomainSocketAddress address;

  /**
   * Opens nothing yet.
   *
   * @param path where it is; one that begins with {@code @} is in Linux' abstract name space
   */
  NotifySocket(Vertx vertx, String path) {
    loop = ((VertxInternal) vertx).nettyEventLoopGroup().next();
    address = new DomainSocketAddress(path.startsWith("@") ? '\0' + path.substring(1) : path);
  }

  @Override
  public void accept(String message) {
    new Bootstrap()
        .group(loop)
        .channel(EpollDomainDatagramChannel.class)
        .handler(new ChannelInboundHandlerAdapter())
        .connect(address)
        .addListener((ChannelFuture connected) -> send(connected, message));
  }

  private static void send(ChannelFuture connected, String message) {
    Channel channel = connected.channel();
    if (!connected.isSuccess()) {
      failed(connected.cause());
      return;
    }
    channel
        .writeAndFlush(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                failed(sent.cause());
              }
            })
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static void failed(Throwable cause) {
    LOG.warn("the service manager cannot be told: {}", String.valueOf(cause.getMessage()));
  }
}
