package org.rpicluster.balancer.vertx.downstream.vertx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.tcp.Http1xOrH2CHandler;
import org.rpicluster.balancer.vertx.downstream.http2.StreamOrderHandler;

/**
 * Sees the first bytes of HTTP on a connection, and leaves: to {@link StreamOrderHandler} if they
 * are HTTP/2's preface, and otherwise after it has made sure that HTTP/1.1 is read strictly, and
 * not switched to HTTP/2 later on. For one connection, on its event loop. RFC 9113 §3.4.
 */
final class ProtocolChoiceHandler extends ChannelInboundHandlerAdapter {

  /** Vert.x' handler that would switch to HTTP/2. */
  private static final String SWITCH = "h2c";

  private static final byte[] PREFACE = bytes(Http2CodecUtil.connectionPrefaceBuf());

  private final Http1ServerConfig limits;
  private int matched;

  /**
   * Before one connection.
   *
   * @param limits of HTTP/1, if it is that
   */
  ProtocolChoiceHandler(Http1ServerConfig limits) {
    this.limits = limits;
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
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
      toHttp1(ctx, bytes);
    } else {
      ctx.fireChannelRead(bytes);
    }
  }

  private void toHttp2(ChannelHandlerContext ctx, ByteBuf bytes, int same) {
    StreamOrderHandler watch = new StreamOrderHandler();
    ctx.pipeline().addAfter(ctx.name(), null, watch);
    ctx.pipeline().remove(this);
    watch.channelRead(ctx.pipeline().context(watch), bytes, same);
  }

  /** The first byte that HTTP/2 cannot begin with makes Vert.x set up HTTP/1, if it has not. */
  private void toHttp1(ChannelHandlerContext ctx, ByteBuf bytes) {
    ChannelPipeline pipeline = ctx.pipeline();
    ChannelHandlerContext choice = pipeline.context(Http1xOrH2CHandler.class);
    if (choice != null) {
      pipeline.addAfter(choice.name(), null, new Http1ChosenHandler());
    }
    ctx.fireChannelRead(bytes);
    if (!ctx.isRemoved()) {
      pipeline.remove(this);
    }
  }

  /** Behind Vert.x' choice, which has set up HTTP/1 by the time that it hands on what it read. */
  private final class Http1ChosenHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      ChannelPipeline pipeline = ctx.pipeline();
      ClientWire.readStrictly(pipeline, limits);
      pipeline.addBefore(SWITCH, null, new IgnoredUpgradeHandler());
      ctx.fireChannelRead(bytes);
      if (!ctx.isRemoved()) {
        pipeline.remove(this);
      }
    }
  }
}
