package org.rpicluster.balancer.vertx.downstream.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of heads that nothing waits for a failure is told once: by the call that writes it, or later. */
class HeadWrittenTest {

  private static final IOException LOST = new IOException("lost");

  private final List<Object> told = new ArrayList<>();
  private final Http2LifecycleManager codec =
      (Http2LifecycleManager)
          Proxy.newProxyInstance(
              Http2LifecycleManager.class.getClassLoader(),
              new Class<?>[] {Http2LifecycleManager.class},
              (self, method, arguments) -> {
                told.add(arguments[2]);
                return null;
              });
  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
  private final ChannelHandlerContext ctx = channel.pipeline().firstContext();
  private final HeadWritten written = new HeadWritten(codec, ctx);

  @Test
  void failureWithinTheCall_isItsAnswer_andNotToldBesides() {
    written.begin();
    written.setFailure(LOST);
    assertThat(written.cause()).isSameAs(LOST);
    written.written();
    assertThat(written.cause()).isNull();
    assertThat(told).isEmpty();
  }

  @Test
  void failureAfterIt_isToldToTheCodec() {
    ctx.write(Unpooled.buffer().writeByte('a'), written.begin());
    written.written();
    channel.close();
    assertThat(told).hasSize(1).first().isInstanceOf(IOException.class);
  }

  @Test
  void headsThatAreTaken_areToldToNoOne_andTheNextIsWrittenWithTheSame() {
    for (char each = 'a'; each < 'd'; each++) {
      ctx.writeAndFlush(Unpooled.buffer().writeByte(each), written.begin());
      written.written();
      assertThat(written.isDone()).isFalse();
    }
    assertThat(channel.outboundMessages()).hasSize(3);
    assertThat(told).isEmpty();
    channel.releaseOutbound();
  }
}
