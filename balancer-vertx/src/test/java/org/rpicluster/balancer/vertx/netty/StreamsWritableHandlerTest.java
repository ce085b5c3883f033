package org.rpicluster.balancer.vertx.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractCoalescingBufferQueue;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The order in which a stream was forgotten: behind TLS, one stream fills the connection while the
 * streams are told that they may write, and the socket takes it all before Netty has announced that
 * the connection was full.
 */
class StreamsWritableHandlerTest {

  /** More than the 64 KiB at which a channel is full. */
  private static final int FULL_BYTES = 70_000;

  private static final int WINDOW = 1 << 30;
  private static final int FILLER = 1;
  private static final int FIRST = 3;
  private static final int SECOND = 5;

  @Test
  void streamIsToldThatItMayWrite_thoughAnotherFilledTheConnectionMeanwhile() throws Exception {
    try (Connection connection = new Connection()) {
      connection.write(FILLER);
      connection.channel.runPendingTasks(); // now it is announced that the connection is full
      assertThat(connection.writable).isEmpty();
      connection.whenFirstIsTold = () -> connection.write(FIRST);

      connection.channel.flush(); // the socket takes all: FIRST is told, and fills it again
      connection.channel.flush();
      connection.channel.runPendingTasks();

      assertThat(connection.channel.isWritable()).isTrue();
      assertThat(connection.writable).containsExactlyInAnyOrder(FILLER, FIRST, SECOND);
    }
  }

  @Test
  void fullConnection_letsNoStreamWrite() throws Exception {
    try (Connection connection = new Connection()) {
      connection.write(FILLER);
      connection.channel.runPendingTasks();

      assertThat(connection.channel.isWritable()).isFalse();
      assertThat(connection.writable).isEmpty();
    }
  }

  /** A server's connection with three open streams, behind something that counts as TLS does. */
  private static final class Connection implements AutoCloseable {
    final EmbeddedChannel channel = new EmbeddedChannel();
    final Set<Integer> writable = new HashSet<>();
    private final Http2ConnectionHandler http2;
    Runnable whenFirstIsTold = () -> {};

    Connection() throws Exception {
      Http2Connection streams = new DefaultHttp2Connection(true);
      http2 =
          new Http2ConnectionHandlerBuilder()
              .connection(streams)
              .frameListener(new Http2FrameAdapter())
              .build();
      channel.pipeline().addLast(new Encrypting(), http2);
      StreamsWritableHandler.watch(channel.pipeline().context(http2));
      Http2RemoteFlowController flow = http2.encoder().flowController();
      flow.initialWindowSize(WINDOW);
      flow.incrementWindowSize(streams.connectionStream(), WINDOW);
      flow.listener(this::changed);
      for (int id : new int[] {FILLER, FIRST, SECOND}) {
        streams.remote().createStream(id, true);
      }
      flow.channelWritabilityChanged();
    }

    /** As Vert.x has it: each call means that it is the other way round now. */
    private void changed(Http2Stream stream) {
      if (!writable.remove(stream.id())) {
        writable.add(stream.id());
        if (stream.id() == FIRST) {
          whenFirstIsTold.run();
        }
      }
    }

    void write(int stream) {
      ChannelHandlerContext ctx = channel.pipeline().context(http2);
      ByteBuf bytes = Unpooled.wrappedBuffer(new byte[FULL_BYTES]);
      http2.encoder().writeHeaders(ctx, stream, response(), 0, false, ctx.newPromise());
      http2.encoder().writeData(ctx, stream, bytes, 0, false, ctx.newPromise());
      try {
        http2.encoder().flowController().writePendingBytes();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      whenFirstIsTold = () -> {};
      channel.finishAndReleaseAll();
    }

    private static Http2Headers response() {
      return new DefaultHttp2Headers().status("200");
    }
  }

  /** Holds what is written until the flush, in the queue of which Netty's TLS is made. */
  private static final class Encrypting extends ChannelOutboundHandlerAdapter {
    private Queue held;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      held = new Queue(ctx);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      held.add((ByteBuf) message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
      held.writeAndRemoveAll(ctx);
      ctx.flush();
    }
  }

  private static final class Queue extends AbstractCoalescingBufferQueue {

    Queue(ChannelHandlerContext ctx) {
      super(ctx.channel(), 16);
    }

    @Override
    protected ByteBuf compose(ByteBufAllocator alloc, ByteBuf first, ByteBuf second) {
      CompositeByteBuf both = alloc.compositeBuffer();
      return both.addComponents(true, first, second);
    }

    @Override
    protected ByteBuf removeEmptyValue() {
      return Unpooled.EMPTY_BUFFER;
    }
  }
}
