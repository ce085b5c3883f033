package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;
import org.rpicluster.balancer.vertx.upstream.UpstreamExchange;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure.Kind;
import org.rpicluster.balancer.vertx.upstream.UpstreamListener;
import org.rpicluster.balancer.vertx.upstream.UpstreamOptions;

/** What is said to be unsent was not sent, and is not sent afterwards. */
final class MemberConnectionTest {

  private final LocalAddress address = new LocalAddress(MemberConnectionTest.class);

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final Http1Pool noPool = null;
  private final MemberConnection connection =
      new MemberConnection(noPool, UpstreamOptions.DEFAULT, Ticker.system());
  private final StringBuilder memberGot = new StringBuilder();
  private final Post post = new Post();
  private Channel member;
  private Channel channel;

  @BeforeEach
  void connect() {
    member =
        new ServerBootstrap()
            .group(loop)
            .channel(LocalServerChannel.class)
            .childHandler(new Member())
            .bind(address)
            .syncUninterruptibly()
            .channel();
    channel =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(connection.initializer())
            .connect(address)
            .syncUninterruptibly()
            .channel();
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void memberSpeaksBeforeTheRequestHasLeft_itNeverLeaves(boolean encrypted) throws Exception {
    inOneTurn(
        () -> {
          if (encrypted) {
            channel.pipeline().addFirst(new Farewell());
          }
          connection.keep();
          connection.begin(post);
          receive("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
        });
    channel.closeFuture().await(10, TimeUnit.SECONDS);

    inOneTurn(() -> assertThat(memberGot).isEmpty());
    assertThat(post.failure)
        .extracting(UpstreamFailure::kind, UpstreamFailure::untouched)
        .containsExactly(Kind.STALE, true);
  }

  private void receive(String text) {
    channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  private void inOneTurn(Runnable turn) throws Exception {
    loop.submit(turn).get(10, TimeUnit.SECONDS);
  }

  private final class Member extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      memberGot.append(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
      ReferenceCountUtil.release(message);
    }
  }

  /** As TLS does: it says that it closes, and with that sends what was written. */
  private static final class Farewell extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      ctx.flush();
      ctx.close(promise);
    }
  }

  /** A request that must not be sent twice. */
  private static final class Post implements UpstreamListener {
    private @Nullable UpstreamFailure failure;

    @Override
    public void connected(UpstreamExchange opened) {
      Head upstreamRequest = new Head();
      upstreamRequest.line().request("POST", "/");
      opened.sendHead(upstreamRequest, false);
    }

    @Override
    public void failed(UpstreamFailure failed) {
      failure = failed;
    }

    @Override
    public void interim(Head upstreamResponse) {}

    @Override
    public void head(Head upstreamResponse) {}

    @Override
    public void switched(Head upstreamResponse, TunnelEnd tunnel) {}
  }
}
