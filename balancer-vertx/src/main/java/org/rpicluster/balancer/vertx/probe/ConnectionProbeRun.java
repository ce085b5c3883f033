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
import org.rpicluster.balancer.vertx.connect.Reach;

/** Asks for a connection, encrypted where the way is, and for nothing more. On its context. */
final class ConnectionProbeRun extends ProbeRun {

  private final Reach way;
  private final boolean encrypted;
  private final Duration timeout;
  private @Nullable Channel channel;

  ConnectionProbeRun(
      ContextInternal context,
      Consumer<Finding> told,
      Reach way,
      boolean encrypted,
      Duration timeout) {
    super(context, told);
    this.way = way;
    this.encrypted = encrypted;
    this.timeout = timeout;
  }

  @Override
  void ask() {
    way.connect(timeout, new ChannelInboundHandlerAdapter())
        .addListener((Future<Channel> opened) -> onContext(() -> opened(opened)));
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
    if (encryption != null) {
      found(Finding.passed(encryption.engine().getSession().getProtocol()));
    } else if (encrypted) {
      found(Finding.failed("not encrypted (expected: a member at https:// or h2://)"));
    } else {
      found(Finding.passed("connected"));
    }
  }

  @Override
  void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
