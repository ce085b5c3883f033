package org.rpicluster.balancer.vertx.upstream.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
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
final class MemberOutputTest {

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private int flushed;
  private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
  private MemberOutput output;

  @BeforeEach
  void connect() {
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(LocalServerChannel.class)
            .childHandler(new ChannelInboundHandlerAdapter())
            .bind(new LocalAddress(MemberOutputTest.class))
            .syncUninterruptibly()
            .channel();
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(handler)
            .connect(server.localAddress())
            .syncUninterruptibly()
            .channel();
    output = new MemberOutput(channel.pipeline().context(handler), () -> flushed++);
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void write(int bytes) {
    output.piece(Unpooled.buffer(bytes).writeZero(bytes), false);
  }

  private void inOneTurn(Runnable turn) throws Exception {
    loop.submit(turn).get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatIsShortWaitsForTheLoopAndLeavesTogether() throws Exception {
    inOneTurn(
        () -> {
          write(100);
          write(200);
          assertThat(output.isAllSent()).isFalse();
          assertThat(flushed).isZero();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
    inOneTurn(() -> assertThat(output.isAllSent()).isTrue());
  }

  @Test
  void whatIsLongGoesAtOnceAndTakesWhatIsShortWithIt() throws Exception {
    inOneTurn(
        () -> {
          write(100);
          write(MemberOutput.SHORT_BYTES);
          assertThat(output.isAllSent()).isTrue();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
  }

  /** As it is before a close, and before a tunnel takes the place. */
  @Test
  void whatIsDueGoesWhenItIsAskedFor_andOnce() throws Exception {
    inOneTurn(
        () -> {
          write(100);
          output.run();
          assertThat(output.isAllSent()).isTrue();
        });

    inOneTurn(() -> assertThat(flushed).isEqualTo(1));
  }
}
