package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import java.util.function.Consumer;
import org.rpicluster.balancer.vertx.downstream.ClientChannel;

/**
 * Stands behind the decoder of a PROXY header until there is one: notes whether it names a client,
 * passes it on, has what follows set up, and leaves. For one connection, on its event loop. PROXY
 * protocol §2.1, §2.2.
 */
public final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {

  private final Consumer<ChannelHandlerContext> behind;

  /**
   * Behind the decoder of one connection.
   *
   * @param behind sets up what reads behind the header; the server has been told of it by then, and
   *     has added what decrypts
   */
  public ProxyHeaderHandler(Consumer<ChannelHandlerContext> behind) {
    this.behind = behind;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    boolean isHeader = message instanceof HAProxyMessage;
    if (message instanceof HAProxyMessage header && isSilentOfClient(header)) {
      ClientChannel.clientIsUnknown(ctx.channel());
    }
    ctx.fireChannelRead(message);
    if (isHeader) {
      behind.accept(ctx);
      ctx.pipeline().remove(this);
    }
  }

  /**
   * Whether a client is passed on that the proxy cannot name: {@code PROXY UNKNOWN}, and in version
   * 2 families without an address. {@code LOCAL} is the proxy's own connection.
   */
  private static boolean isSilentOfClient(HAProxyMessage header) {
    return header.command() == HAProxyCommand.PROXY && !namesClient(header);
  }

  /** Whether it names a client. */
  static boolean namesClient(HAProxyMessage header) {
    TransportProtocol transport = header.proxiedProtocol().transportProtocol();
    AddressFamily family = header.proxiedProtocol().addressFamily();
    boolean named = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
    return header.command() == HAProxyCommand.PROXY
        && named
        && transport == TransportProtocol.STREAM
        && header.sourceAddress() != null;
  }
}
