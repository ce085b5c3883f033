package org.rpicluster.balancer.vertx.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.SslHandler;

/**
 * Sees the first bytes of a connection, behind TLS if there is any, and leaves: to {@link
 * FrameWatch} if they are HTTP/2's preface, and otherwise after it has made sure that HTTP/1.1 is
 * not switched to HTTP/2 later on. For one connection, on its event loop. RFC 9113 §3.4.
 */
final class Doorway extends ChannelInboundHandlerAdapter {

  /** Vert.x' handler that would switch to HTTP/2. */
  private static final String SWITCH = "h2c";

  private static final byte[] PREFACE = bytes(Http2CodecUtil.connectionPrefaceBuf());

  private final boolean behindTls;
  private int matched;

  /**
   * Before one connection.
   *
   * @param behindTls whether it stands where it has to stand
   */
  Doorway(boolean behindTls) {
    this.behindTls = behindTls;
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }

  /** By now Vert.x has added what decrypts. */
  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    ChannelHandlerContext tls = behindTls ? null : ctx.pipeline().context(SslHandler.class);
    if (tls != null) {
      ctx.pipeline().addAfter(tls.name(), null, new Doorway(true));
    }
    ctx.fireChannelRegistered();
    if (tls != null) {
      ctx.pipeline().remove(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    int from = bytes.readerIndex();
    int length = Math.min(bytes.readableBytes(), PREFACE.length - matched);
    int same = 0;
    while (same < length && bytes.getByte(from + same) == PREFACE[matched + same]) {
      same++;
    }
    matched += same;
    if (matched == PREFACE.length) {
      toHttp2(ctx, bytes, same);
    } else if (same < length) {
      toHttp1(ctx, bytes, same + 1);
    } else {
      ctx.fireChannelRead(bytes);
    }
  }

  private void toHttp2(ChannelHandlerContext ctx, ByteBuf bytes, int same) {
    FrameWatch watch = new FrameWatch();
    ctx.pipeline().addAfter(ctx.name(), null, watch);
    ctx.pipeline().remove(this);
    watch.channelRead(ctx.pipeline().context(watch), bytes, same);
  }

  /** The first byte that HTTP/2 cannot begin with makes Vert.x set up HTTP/1. */
  private void toHttp1(ChannelHandlerContext ctx, ByteBuf bytes, int first) {
    ChannelPipeline pipeline = ctx.pipeline();
    ctx.fireChannelRead(bytes.readRetainedSlice(first));
    if (pipeline.get(SWITCH) != null) {
      pipeline.addBefore(SWITCH, null, new SwitchIgnored());
    }
    ctx.fireChannelRead(bytes);
    if (!ctx.isRemoved()) {
      pipeline.remove(this);
    }
  }
}
