package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;

/**
 * Notes the name that a client asks for before TLS is told, and leaves. It holds nothing back: of
 * the hello it keeps a copy. For one connection, on its event loop.
 */
public final class ServerNameHandler extends ChannelInboundHandlerAdapter {

  private final ServedIdentities served;
  private final ClientHello hello = new ClientHello();

  /** Before what decrypts. */
  public ServerNameHandler(ServedIdentities served) {
    this.served = served;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes && look(ctx, bytes)) {
      ctx.pipeline().remove(this);
    }
    ctx.fireChannelRead(message);
  }

  private boolean look(ChannelHandlerContext ctx, ByteBuf bytes) {
    Optional<String> name = hello.read(bytes.slice());
    name.ifPresent(asked -> note(ctx, asked));
    return name.isPresent();
  }

  private void note(ChannelHandlerContext ctx, String name) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      served.asked(tls.engine(), name);
    }
    ClientChannel.serverName(ctx.channel(), name);
  }
}
