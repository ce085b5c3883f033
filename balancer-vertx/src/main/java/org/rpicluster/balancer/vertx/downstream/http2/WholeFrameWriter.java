package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

/**
 * Writes what answers are made of in as few pieces as can be: a head is coded behind its own frame
 * header, and short data is copied behind its, so that each is one buffer and one promise where
 * Netty has two and three. Long data goes as it is. One for each connection, on its event loop. RFC
 * 9113 §4.1, §6.1, §6.2, §6.10.
 */
final class WholeFrameWriter extends DecoratingHttp2FrameWriter {

  private static final int FRAME_HEADER_BYTES = 9;

  /** Most heads are shorter; a buffer grows by itself. */
  private static final int HEAD_BYTES_USUAL = 512;

  /** A copy costs less than another piece to be kept, and to be handed to the system. */
  private static final int COPIED_BYTES_MAX = 2 * 1024;

  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;

  private final Http2HeadersEncoder fields;

  /** Writes with an encoder of its own. */
  WholeFrameWriter() {
    this(new DefaultHttp2HeadersEncoder());
  }

  private WholeFrameWriter(Http2HeadersEncoder fields) {
    super(new DefaultHttp2FrameWriter(fields));
    this.fields = fields;
  }

  private int frameMax() {
    return configuration().frameSizePolicy().maxFrameSize();
  }

  @Override
  public ChannelFuture writeHeaders(
      ChannelHandlerContext ctx,
      int stream,
      Http2Headers head,
      int padding,
      boolean isLast,
      ChannelPromise promise) {
    ByteBuf frame = ctx.alloc().buffer(HEAD_BYTES_USUAL).writeZero(FRAME_HEADER_BYTES);
    try {
      fields.encodeHeaders(stream, head, frame);
    } catch (Http2Exception | RuntimeException e) {
      frame.release();
      return promise.setFailure(e);
    }
    int flags = isLast ? END_STREAM : 0;
    int max = frameMax();
    if (frame.readableBytes() - FRAME_HEADER_BYTES <= max) {
      frameHeader(frame, Http2FrameTypes.HEADERS, flags | END_HEADERS, stream);
      return ctx.write(frame, promise);
    }
    return continued(ctx, frame, flags, stream, promise);
  }

  /** A head that is longer than a frame. */
  private ChannelFuture continued(
      ChannelHandlerContext ctx, ByteBuf block, int flags, int stream, ChannelPromise promise) {
    int max = frameMax();
    ByteBuf first = block.readRetainedSlice(FRAME_HEADER_BYTES + max);
    frameHeader(first, Http2FrameTypes.HEADERS, flags, stream);
    ctx.write(first, ctx.voidPromise());
    while (block.readableBytes() > max) {
      continuation(ctx, block.readRetainedSlice(max), 0, stream, ctx.voidPromise());
    }
    return continuation(ctx, block, END_HEADERS, stream, promise);
  }

  private static ChannelFuture continuation(
      ChannelHandlerContext ctx, ByteBuf part, int flags, int stream, ChannelPromise promise) {
    byte type = Http2FrameTypes.CONTINUATION;
    ctx.write(frameHeader(ctx, type, part.readableBytes(), flags, stream), ctx.voidPromise());
    return ctx.write(part, promise);
  }

  @Override
  public ChannelFuture writeData(
      ChannelHandlerContext ctx,
      int stream,
      ByteBuf data,
      int padding,
      boolean isLast,
      ChannelPromise promise) {
    int max = frameMax();
    while (data.readableBytes() > max) {
      write(ctx, stream, data.readRetainedSlice(max), 0, ctx.voidPromise());
    }
    return write(ctx, stream, data, isLast ? END_STREAM : 0, promise);
  }

  private static ChannelFuture write(
      ChannelHandlerContext ctx, int stream, ByteBuf data, int flags, ChannelPromise promise) {
    int bytes = data.readableBytes();
    byte type = Http2FrameTypes.DATA;
    if (bytes > COPIED_BYTES_MAX) {
      ctx.write(frameHeader(ctx, type, bytes, flags, stream), ctx.voidPromise());
      return ctx.write(data, promise);
    }
    ByteBuf frame = ctx.alloc().buffer(FRAME_HEADER_BYTES + bytes).writeZero(FRAME_HEADER_BYTES);
    data.readBytes(frame, bytes);
    data.release();
    frameHeader(frame, type, flags, stream);
    return ctx.write(frame, promise);
  }

  private static ByteBuf frameHeader(
      ChannelHandlerContext ctx, byte type, int bytes, int flags, int stream) {
    ByteBuf header = ctx.alloc().buffer(FRAME_HEADER_BYTES);
    return header.writeMedium(bytes).writeByte(type).writeByte(flags).writeInt(stream);
  }

  /** Where there is room for it, before what it is of. */
  private static void frameHeader(ByteBuf frame, byte type, int flags, int stream) {
    int at = frame.readerIndex();
    frame.setMedium(at, frame.readableBytes() - FRAME_HEADER_BYTES);
    frame.setByte(at + 3, type).setByte(at + 4, flags).setInt(at + 5, stream);
  }
}
