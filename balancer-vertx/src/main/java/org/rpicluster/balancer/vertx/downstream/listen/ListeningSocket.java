package org.rpicluster.balancer.vertx.downstream.listen;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.common.util.concurrent.Uninterruptibles;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ConnectionCost;
import org.rpicluster.balancer.vertx.settings.ListenAddress;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * One address that is listened at, and the connections that have come to it. It is had first, which
 * may fail, and accepts afterwards; what is spoken on connections to come may change while it is
 * open, and those that stand go on as they began. Nothing for a request; any thread.
 */
public final class ListeningSocket {

  /** {@code ServerBootstrap} wants something to set connections up, which has been done before. */
  private static final ChannelInitializer<Channel> SET_UP_BEFORE =
      new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel connection) {}
      };

  /** The JDK's sockets let an address go with the loop's next look at all, which this is behind. */
  private static final long RELEASE_MILLIS = 20;

  /** For all loops together: one that takes longer is held up by something worse than this. */
  private static final long TURNS_MILLIS = 2_000;

  private final VertxInternal vertx;
  private final AcceptedConnections accepted = new AcceptedConnections();
  private final AcceptHandler accepting;
  private final ListenAddress address;
  private volatile ConnectionInitializer.Requests requests;
  private volatile @Nullable Channel socket;

  /**
   * Not had yet.
   *
   * @param name by which routes know it
   * @param tls with which it is encrypted, if it is
   */
  ListeningSocket(
      VertxInternal vertx,
      ConnectionInitializer.Requests requests,
      ListenerSettings listener,
      ListenerName name,
      Optional<ListenerTls> tls) {
    this.vertx = vertx;
    this.requests = requests;
    address = listener.address();
    accepting = new AcceptHandler(requests.limiter(), name, terms(listener, tls));
  }

  private AcceptHandler.Terms terms(ListenerSettings listener, Optional<ListenerTls> tls) {
    return new AcceptHandler.Terms(
        ConnectionCost.accepted(listener),
        listener.proxyProtocol(),
        new ConnectionInitializer(requests, listener, tls.orElse(null), accepted));
  }

  /** Has the address, and accepts nothing yet: clients wait in the system's queue. */
  Future<ListeningSocket> bind() {
    return had(
        bootstrap(vertx.transport().serverChannelFactory(false))
            .bind(new InetSocketAddress(address.host(), address.port())));
  }

  /** The same with a socket that listens already. */
  Future<ListeningSocket> adopt(ChannelFactory<? extends ServerChannel> standing) {
    return had(bootstrap(standing).register());
  }

  private ServerBootstrap bootstrap(ChannelFactory<? extends ServerChannel> channels) {
    return new ServerBootstrap()
        .group(vertx.acceptorEventLoopGroup(), vertx.nettyEventLoopGroup())
        .channelFactory(channels)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .handler(accepting)
        .childHandler(SET_UP_BEFORE);
  }

  private Future<ListeningSocket> had(ChannelFuture begun) {
    Promise<ListeningSocket> bound = Promise.promise();
    begun.addListener((ChannelFuture done) -> bound(done, bound));
    return bound.future();
  }

  private void bound(ChannelFuture done, Promise<ListeningSocket> bound) {
    if (done.isSuccess()) {
      socket = done.channel();
      bound.complete(this);
    } else {
      bound.fail(done.cause());
    }
  }

  /** Accepts from now on. */
  public void accept() {
    channel().config().setAutoRead(true);
  }

  /** The real port. */
  public int port() {
    return ((InetSocketAddress) channel().localAddress()).getPort();
  }

  /** The socket itself, for one who takes it over. */
  public Channel channel() {
    Channel now = socket;
    if (now == null) {
      throw new IllegalStateException(address + " is not listened at");
    }
    return now;
  }

  /** How many of its connections are open. */
  public int connections() {
    return accepted.count();
  }

  /** Connections that come from now on are spoken to like this. */
  public void change(ListenerSettings to, Optional<ListenerTls> tls, ClientLimits limits) {
    requests = requests.within(limits);
    accepting.change(terms(to, tls));
  }

  /**
   * Lets the address go, if it is had, so that another socket may have it; connections that have
   * come stay as they are. Waits for that, so not on an event loop.
   */
  public void free() {
    close();
    Channel now = socket;
    if (now != null && !vertx.isNativeTransportEnabled()) {
      now.eventLoop().schedule(() -> {}, RELEASE_MILLIS, MILLISECONDS).awaitUninterruptibly();
    }
  }

  private void close() {
    Channel now = socket;
    if (now != null) {
      now.close().awaitUninterruptibly();
    }
  }

  /** Listens no more; the next answer on each connection of HTTP/1.1 is its last. RFC 9112 §9.6. */
  void leave() {
    close();
    accepted.first();
  }

  /** Closes each connection once nothing is in flight on it. */
  void finish() {
    close();
    accepted.last();
  }

  /** Closes what is left. */
  void end() {
    accepted.end();
  }

  Future<Void> closed() {
    return accepted.closed();
  }

  /**
   * Leaves, and after a while closes each connection once nothing is in flight on it. When this
   * returns each has been told, and so no answer that begins later is one of many. Waits for that,
   * so not on an event loop.
   *
   * @param leaving how long clients that keep connections may ask once more
   * @return completes when no connection is left
   */
  Future<Void> retire(Duration leaving) {
    leave();
    awaitTurns();
    Promise<Void> closed = Promise.promise();
    vertx
        .nettyEventLoopGroup()
        .schedule(
            () -> {
              finish();
              closed().onComplete(closed);
            },
            leaving.toNanos(),
            TimeUnit.NANOSECONDS);
    return closed.future();
  }

  /** Tasks of an event loop are run in their order: those that were there are done. */
  private void awaitTurns() {
    List<EventExecutor> loops = new ArrayList<>();
    vertx.nettyEventLoopGroup().forEach(loops::add);
    CountDownLatch turns = new CountDownLatch(loops.size());
    loops.forEach(loop -> loop.execute(turns::countDown));
    Uninterruptibles.awaitUninterruptibly(turns, TURNS_MILLIS, MILLISECONDS);
  }
}
