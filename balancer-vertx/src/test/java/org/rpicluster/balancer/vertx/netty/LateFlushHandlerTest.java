package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real event loop: an embedded one runs what waits between any two writes. */
final class LateFlushHandlerTest {

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private int flushed;
  private final LateFlushHandler late = new LateFlushHandler(() -> flushed++);
  private Channel channel;

  @BeforeEach
  void connect() {
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(LocalServerChannel.class)
            .childHandler(new ChannelInboundHandlerAdapter())
            .bind(new LocalAddress(LateFlushHandlerTest.class))
            .syncUninterruptibly()
            .channel();
    channel =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(late)
            .connect(server.localAddress())
            .syncUninterruptibly()
            .channel();
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private ChannelFuture write(int bytes) {
    return channel.writeAndFlush(Unpooled.buffer(bytes).writeZero(bytes));
  }

  private void inOneTurn(Runnable turn) throws Exception {
    loop.submit(turn).get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatIsShortWaitsForTheLoopAndLeavesTogether() throws Exception {
    inOneTurn(
        () -> {
          ChannelFuture first = write(100);
          ChannelFuture second = write(200);
          assertThat(first.isDone() || second.isDone()).isFalse();
          assertThat(flushed).isZero();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
  }

  @Test
  void whatIsLongGoesAtOnceAndTakesWhatIsShortWithIt() throws Exception {
    inOneTurn(
        () -> {
          ChannelFuture first = write(100);
          ChannelFuture second = write(LateFlushHandler.SHORT_BYTES);
          assertThat(first.isSuccess() && second.isSuccess()).isTrue();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
  }

  @Test
  void aCloseDropsNothing() throws Exception {
    inOneTurn(
        () -> {
          ChannelFuture written = write(100);
          channel.close();
          assertThat(written.isSuccess()).isTrue();
        });
  }

  @Test
  void leavingHoldsNothingBack() throws Exception {
    inOneTurn(
        () -> {
          ChannelFuture written = write(100);
          channel.pipeline().remove(late);
          assertThat(written.isSuccess()).isTrue();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
  }
}
