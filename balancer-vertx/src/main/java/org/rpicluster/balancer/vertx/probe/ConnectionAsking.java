package org.rpicluster.balancer.vertx.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.health.Probe.Finding;
import org.rpicluster.balancer.vertx.reach.Reach;

/** Asks for a connection, encrypted where the way is, and for nothing more. On its context. */
final class ConnectionAsking extends Asking {

  private final Reach way;
  private final Duration timeout;
  private @Nullable Channel channel;

  ConnectionAsking(ContextInternal context, Consumer<Finding> told, Reach way, Duration timeout) {
    super(context, told);
    this.way = way;
    this.timeout = timeout;
  }

  @Override
  void ask() {
    way.connect(timeout, new ChannelInboundHandlerAdapter())
        .addListener((Future<Channel> opened) -> context().runOnContext(any -> opened(opened)));
  }

  private void opened(Future<Channel> opened) {
    if (!opened.isSuccess()) {
      failed(opened.cause());
      return;
    }
    channel = opened.getNow();
    if (isEnded()) {
      close();
      return;
    }
    SslHandler encryption = channel.pipeline().get(SslHandler.class);
    found(
        Finding.passed(
            encryption == null ? "connected" : encryption.engine().getSession().getProtocol()));
  }

  @Override
  void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
