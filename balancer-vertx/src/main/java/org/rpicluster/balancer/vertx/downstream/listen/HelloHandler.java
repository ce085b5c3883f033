package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;

/**
 * Before TLS by BoringSSL: reads which name and protocols a client asks for, puts what encrypts for
 * that name behind itself, hands over what it has read, and leaves. Until then it holds back the
 * first bytes, as many as {@link ClientHello} looks at. A client that speaks no protocol of ours is
 * told so here, as BoringSSL would go on without any. For one connection, on its event loop. RFC
 * 7301 §3.2, RFC 8446 §6.
 */
final class HelloHandler extends ByteToMessageDecoder {

  /** A fatal alert, no_application_protocol, in a record of its own. */
  private static final ByteBuf NO_PROTOCOL =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer().writeBytes(new byte[] {21, 3, 3, 0, 2, 2, 120}).asReadOnly());

  private final NativeTls tls;
  private final Executor handshakes;
  private final Function<SslHandler, ChannelHandler> behind;
  private final ClientHello hello = new ClientHello();
  private int looked;
  private @Nullable String fault;

  /**
   * For one connection.
   *
   * @param handshakes runs what would hold up an event loop
   * @param behind what stands behind that which encrypts
   */
  HelloHandler(NativeTls tls, Executor handshakes, Function<SslHandler, ChannelHandler> behind) {
    this.tls = tls;
    this.handshakes = handshakes;
    this.behind = behind;
  }

  /** Why the client is turned away; null unless it is. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (fault != null) {
      in.skipBytes(in.readableBytes());
      return;
    }
    Optional<String> name =
        hello.read(in.slice(in.readerIndex() + looked, in.readableBytes() - looked));
    looked = in.readableBytes();
    name.ifPresent(asked -> begin(ctx, asked));
  }

  private void begin(ChannelHandlerContext ctx, String name) {
    ClientChannel.serverName(ctx.channel(), name);
    if (!tls.speaks(hello.protocols())) {
      fault = "no protocol in common (no_application_protocol)";
      ctx.writeAndFlush(NO_PROTOCOL.duplicate()).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    SslHandler encryption = tls.of(name).newHandler(ctx.alloc(), handshakes);
    encryption.setHandshakeTimeoutMillis(0); // the client's timer sees to it
    ctx.pipeline().addAfter(ctx.name(), null, behind.apply(encryption));
    ctx.pipeline().addAfter(ctx.name(), null, encryption);
    ctx.pipeline().remove(this);
  }
}
