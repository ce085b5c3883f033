package org.rpicluster.balancer.vertx.downstream;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a listener of our own has accepted: what its channel tells, whichever protocol
 * is spoken on it. One object for each connection; on its event loop only.
 */
public abstract class ChannelConnection extends ClientConnection {

  private final Channel channel;
  private final @Nullable SSLSession sslSession;
  private @Nullable String address;

  /** The connection of a channel whose handshake is over. */
  protected ChannelConnection(Channel channel) {
    this.channel = channel;
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    sslSession = tls == null ? null : tls.engine().getSession();
  }

  /** Its channel. */
  public final Channel channel() {
    return channel;
  }

  @Override
  public final String address() {
    String known = address;
    if (known == null) {
      known = addressOf(ClientChannel.remoteAddress(channel));
      address = known;
    }
    return known;
  }

  private static String addressOf(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : "";
  }

  @Override
  public final int localPort() {
    return ClientChannel.localAddress(channel) instanceof InetSocketAddress local
        ? local.getPort()
        : -1;
  }

  @Override
  public final boolean isEncrypted() {
    return sslSession != null;
  }

  @Override
  public final boolean isClientUnknown() {
    return ClientChannel.isClientUnknown(channel);
  }

  @Override
  public final String listener() {
    return ClientChannel.listener(channel);
  }

  @Override
  public final @Nullable SSLSession sslSession() {
    return sslSession;
  }

  @Override
  public final Optional<String> serverName() {
    return ClientChannel.serverName(channel);
  }

  @Override
  public final boolean isReached() {
    return true;
  }

  @Override
  protected final void onClosed(Runnable closed) {
    channel.closeFuture().addListener(any -> closed.run());
  }

  @Override
  public final void closeNow() {
    ClientChannel.closeAtOnce(channel);
  }
}
