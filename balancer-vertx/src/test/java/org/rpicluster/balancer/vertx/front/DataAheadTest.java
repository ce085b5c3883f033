package org.rpicluster.balancer.vertx.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import org.junit.jupiter.api.Test;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.wire.HeldByConnection;

class DataAheadTest {

  private static final int FRAMES = 4000;

  /** POST to /, RFC 7541 appendix A. */
  private static final byte[] HEAD = {
    0, 0, 3, 1, 4, 0, 0, 0, 1, (byte) 0x83, (byte) 0x84, (byte) 0x86
  };

  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final byte[] DATA = {0, 0, 1, 0, 0, 0, 0, 0, 1, 'a'};

  private static EmbeddedChannel channel() {
    EmbeddedChannel channel = new EmbeddedChannel();
    HeldByConnection.begin(channel, new MemoryAccount(256 * 1024), 1, () -> 1);
    Http2ConnectionHandler http2 =
        new Http2ConnectionHandlerBuilder().server(true).frameListener(new NothingTaken()).build();
    channel.pipeline().addLast(new FrameWatch(), http2);
    return channel;
  }

  @Test
  void framesForWhichThereIsNoRoom_endTheirConnectionOnce() {
    EmbeddedChannel channel = channel();
    channel
        .pipeline()
        .context(FrameWatch.class)
        .fireChannelRead(Http2CodecUtil.connectionPrefaceBuf()); // the watch begins behind it
    channel.writeInbound(Unpooled.wrappedBuffer(SETTINGS));
    channel.writeInbound(Unpooled.wrappedBuffer(HEAD));
    for (int i = 0; i < FRAMES && channel.isOpen(); i++) {
      channel.writeInbound(Unpooled.wrappedBuffer(DATA));
    }

    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }

  /** Bodies wait for a member. */
  private static final class NothingTaken extends Http2FrameAdapter {
    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean last) {
      return 0;
    }
  }
}
