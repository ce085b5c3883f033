package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;

/**
 * Sees the first bytes of a connection on which HTTP/2 may be spoken without TLS, has what reads
 * them set up, and leaves: HTTP/2 if they are its preface, and otherwise HTTP/1.1, which never
 * becomes HTTP/2 later on. Holds no more than a preface and a read. For one connection, on its
 * event loop. RFC 9113 §3.4.
 */
final class PrefaceHandler extends ChannelInboundHandlerAdapter {

  private static final byte[] PREFACE = ByteBufUtil.getBytes(Http2CodecUtil.connectionPrefaceBuf());

  private final Runnable toHttp1;
  private final Runnable toHttp2;
  private ByteBuf seen = Unpooled.EMPTY_BUFFER;

  /** Before one connection; each sets up what reads it. */
  PrefaceHandler(Runnable toHttp1, Runnable toHttp2) {
    this.toHttp1 = toHttp1;
    this.toHttp2 = toHttp2;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    seen = Unpooled.wrappedBuffer(seen, (ByteBuf) message);
    int length = Math.min(seen.readableBytes(), PREFACE.length);
    boolean isPreface = isPreface(length);
    if (isPreface && length < PREFACE.length) {
      return;
    }
    (isPreface ? toHttp2 : toHttp1).run();
    ByteBuf bytes = seen;
    seen = Unpooled.EMPTY_BUFFER;
    ctx.fireChannelRead(bytes);
    ctx.pipeline().remove(this);
  }

  private boolean isPreface(int length) {
    for (int i = 0; i < length; i++) {
      if (seen.getByte(seen.readerIndex() + i) != PREFACE[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    seen.release();
    seen = Unpooled.EMPTY_BUFFER;
  }

  /** The log has nothing of a connection that breaks off before it has asked for anything. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
