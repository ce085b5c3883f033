package org.rpicluster.balancer.vertx.connect;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.member.Scheme;

/**
 * One connection to a member on its way: one address after the other until one takes it, like RFC
 * 8305 §5 but never two at a time. It ends once: the connection stands, or the time is over, or
 * nothing is left to try. On its event loop only.
 */
final class ConnectAttempt {

  /** RFC 8305 §5: the least time that an address should have before another one is tried. */
  private static final long SHARE_MILLIS_MIN = 250;

  private final Reach reach;
  private final Connector connector;
  private final Addresses addresses;
  private final ChannelHandler handler;
  private final Promise<Channel> outcome;
  private @Nullable Channel channel;

  ConnectAttempt(Reach reach, Connector connector, Addresses addresses, ChannelHandler handler) {
    this.reach = reach;
    this.connector = connector;
    this.addresses = addresses;
    this.handler = handler;
    outcome = reach.loop().newPromise();
  }

  Future<Channel> begin(Duration timeout) {
    Future<?> timer =
        reach.loop().schedule(() -> late(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
    outcome.addListener(ended -> timer.cancel(false));
    addresses
        .find()
        .addListener(
            (Future<List<SocketAddress>> found) -> {
              if (found.isSuccess()) {
                begin(found.getNow(), timeout);
              } else {
                outcome.tryFailure(OutOfSockets.classified(found.cause(), null));
              }
            });
    return outcome;
  }

  private void begin(List<SocketAddress> all, Duration timeout) {
    try {
      tryEach(all, 0, share(timeout, all.size()));
    } catch (RuntimeException e) {
      outcome.tryFailure(
          OutOfSockets.classified(
              e, null)); // no TLS with these certificates, no such sockets on this system
    }
  }

  private static int share(Duration timeout, int addresses) {
    return (int) Math.max(SHARE_MILLIS_MIN, timeout.toMillis() / addresses);
  }

  private void late(Duration timeout) {
    String expected = "no connection within " + timeout.toMillis() + " ms";
    if (outcome.tryFailure(new ConnectTimeoutException(expected)) && channel != null) {
      channel.close();
    }
  }

  private void tryEach(List<SocketAddress> all, int index, int shareMillis) {
    if (outcome.isDone()) {
      return;
    }
    SocketAddress address = all.get(index);
    connect(address, shareMillis)
        .addListener(
            stands -> {
              if (stands.isSuccess()) {
                stands();
                return;
              }
              Throwable cause = OutOfSockets.classified(stands.cause(), address);
              if (OutOfSockets.is(cause)) {
                connector.outOfSockets();
                outcome.tryFailure(cause); // no other address would do better
                return;
              }
              addresses.failed(address);
              if (index + 1 < all.size()) {
                tryEach(all, index + 1, shareMillis);
              } else {
                outcome.tryFailure(stands.cause());
              }
            });
  }

  /** Resolves when bytes may be sent. */
  private Future<?> connect(SocketAddress address, int shareMillis) {
    Scheme scheme = reach.member().scheme();
    return scheme.isTls()
        ? connectSecured(address, shareMillis, scheme.isHttp2())
        : connectPlain(address, shareMillis);
  }

  /** The handler comes when the connection stands: it may be for one channel only. */
  private Future<?> connectPlain(SocketAddress address, int shareMillis) {
    ChannelHandler place = new ChannelInboundHandlerAdapter();
    ChannelFuture connecting = connect(address, shareMillis, place);
    connecting.addListener(
        connected -> {
          if (connected.isSuccess()) {
            connecting.channel().pipeline().replace(place, null, handler);
          }
        });
    return connecting;
  }

  private Future<?> connectSecured(SocketAddress address, int shareMillis, boolean http2) {
    Promise<Void> secured = reach.loop().newPromise();
    SslHandler encryption = connector.encryptions().of(http2).handler(reach.member());
    connect(address, shareMillis, new TlsHandshakeHandler(encryption, http2, handler, secured))
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                secured.tryFailure(connected.cause());
              }
            });
    return secured;
  }

  private ChannelFuture connect(SocketAddress address, int shareMillis, ChannelHandler first) {
    boolean socket = reach.member().scheme() == Scheme.UNIX;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(reach.loop())
            .channelFactory(connector.transport().channelFactory(socket))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, shareMillis)
            .option(ChannelOption.RECVBUF_ALLOCATOR, connector.reads())
            .handler(first)
            .disableResolver();
    if (!socket) {
      bootstrap.option(ChannelOption.TCP_NODELAY, true).localAddress(connector.source());
    }
    ChannelFuture connecting = bootstrap.connect(address);
    channel = connecting.channel();
    return connecting;
  }

  private void stands() {
    if (!outcome.trySuccess(channel)) {
      channel.close();
    }
  }
}
