package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one HTTP/2 connection, and ends it where a client begins a stream that it
 * cannot begin: one that it has ended before, or one with a lower number than another. Netty takes
 * both for a stream that has just been closed, and goes on. A search among the open streams for
 * each head and each end of one; on its event loop. RFC 9113 §5.1, §5.1.1.
 */
final class OrderedFrameReader implements Http2FrameReader {

  private final Http2FrameReader frames;
  private final Http2Connection connection;
  private final ReplyLimits limits;
  private final OpenStreams streams;
  private @Nullable Http2FrameListener listener;
  private @Nullable Http2FrameListener ordered;

  OrderedFrameReader(Http2FrameReader frames, Http2Connection connection, ReplyLimits limits) {
    this.frames = frames;
    this.connection = connection;
    this.limits = limits;
    streams = new OpenStreams(this::isOver);
  }

  private boolean isOver(int stream) {
    return connection.stream(stream) == null;
  }

  /** Netty hands over another listener once the client's settings have come. */
  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener next)
      throws Http2Exception {
    limits.check();
    if (listener != next) {
      listener = next;
      ordered = new Ordered(next);
    }
    frames.readFrame(ctx, input, ordered);
  }

  @Override
  public Configuration configuration() {
    return frames.configuration();
  }

  @Override
  public void close() {
    frames.close();
  }

  /** Looks at what begins and ends streams. */
  private final class Ordered extends Http2FrameListenerDecorator {

    Ordered(Http2FrameListener next) {
      super(next);
    }

    private void check(int stream, boolean ends) throws Http2Exception {
      if (!streams.headers(stream, ends)) {
        throw Http2Exception.connectionError(
            Http2Error.STREAM_CLOSED, "HEADERS for a stream that cannot begin");
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int stream, Http2Headers fields, int padding, boolean ends)
        throws Http2Exception {
      check(stream, ends);
      super.onHeadersRead(ctx, stream, fields, padding, ends);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int stream,
        Http2Headers fields,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean ends)
        throws Http2Exception {
      check(stream, ends);
      super.onHeadersRead(ctx, stream, fields, dependency, weight, exclusive, padding, ends);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean ends)
        throws Http2Exception {
      if (ends) {
        streams.ended(stream);
      }
      return super.onDataRead(ctx, stream, data, padding, ends);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long code)
        throws Http2Exception {
      streams.ended(stream);
      super.onRstStreamRead(ctx, stream, code);
    }
  }
}
