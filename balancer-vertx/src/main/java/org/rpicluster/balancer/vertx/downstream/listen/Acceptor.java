package org.rpicluster.balancer.vertx.downstream.listen;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.settings.ClientLimits;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * Accepts connections on the event loops of any Vert.x, and has their requests read by this
 * library. One socket for each address, whose connections are shared out among the loops in turn.
 * It is closed with its Vert.x. Any thread; listening waits for names, so not an event loop.
 */
public final class Acceptor {

  /** What is in flight when its Vert.x closes has no longer than this. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final VertxInternal vertx;
  private final ConnectionInitializer.Requests requests;
  private final Set<ListeningSocket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * Listens nowhere yet.
   *
   * @param limiter counts connections, and knows their limits
   * @param limits of each request
   * @param halfClosedSilence how long a client that has closed its side is waited for
   * @param requests gets each request, on its connection's event loop
   */
  public Acceptor(
      Vertx vertx,
      ConnectionLimiter limiter,
      ClientLimits limits,
      Duration halfClosedSilence,
      InboundHandler requests) {
    this.vertx = (VertxInternal) vertx;
    this.requests =
        new ConnectionInitializer.Requests(
            new LoopContexts(this.vertx),
            new HandshakeThreads(this.vertx),
            limiter,
            limits,
            halfClosedSilence,
            requests);
    this.vertx.closeFuture().add(closed -> shutdown(AT_ONCE).onComplete(closed));
  }

  /**
   * Listens at an address as well.
   *
   * @param name by which routes know it
   * @param tls with which it is encrypted, if it is
   * @return the port, once it does
   */
  public Future<Integer> listen(
      ListenerSettings listener, ListenerName name, Optional<ListenerTls> tls) {
    return bind(listener, name, tls, requests.limits())
        .map(
            socket -> {
              socket.accept();
              return socket.port();
            });
  }

  /**
   * Has an address as well, at which nothing is accepted until {@link ListeningSocket#accept}.
   *
   * @param limits of each request that comes there
   */
  public Future<ListeningSocket> bind(
      ListenerSettings listener,
      ListenerName name,
      Optional<ListenerTls> tls,
      ClientLimits limits) {
    ListeningSocket socket = socket(listener, name, tls, limits);
    return socket.bind().onSuccess(sockets::add);
  }

  /**
   * The same with a socket that listens already, of another process.
   *
   * @param standing makes the channel of it
   */
  public Future<ListeningSocket> adopt(
      ListenerSettings listener,
      ListenerName name,
      Optional<ListenerTls> tls,
      ClientLimits limits,
      ChannelFactory<? extends ServerChannel> standing) {
    ListeningSocket socket = socket(listener, name, tls, limits);
    return socket.adopt(standing).onSuccess(sockets::add);
  }

  private ListeningSocket socket(
      ListenerSettings listener,
      ListenerName name,
      Optional<ListenerTls> tls,
      ClientLimits limits) {
    return new ListeningSocket(vertx, requests.within(limits), listener, name, tls);
  }

  /** Has an address again that has been let go: {@link ListeningSocket#free}. */
  public Future<ListeningSocket> bindAgain(ListeningSocket socket) {
    return socket.bind();
  }

  /**
   * Listens no more at one address, and leads the connections that have come there to their end.
   *
   * @param leaving how long clients that keep connections may ask once more
   * @return completes when no connection is left
   */
  public Future<Void> retire(ListeningSocket socket, Duration leaving) {
    return socket.retire(leaving).onComplete(any -> sockets.remove(socket));
  }

  /**
   * Closes the sockets that listen; connections that they have accepted stay, and clients are asked
   * for no more.
   */
  public void leave() {
    sockets.forEach(ListeningSocket::leave);
  }

  /**
   * Closes the sockets, each connection once nothing is in flight on it, and those that are left
   * after {@code grace}.
   *
   * @return when all are closed
   */
  public Future<Void> shutdown(Duration grace) {
    sockets.forEach(ListeningSocket::finish);
    ScheduledFuture<?> timer =
        vertx
            .nettyEventLoopGroup()
            .schedule(
                () -> sockets.forEach(ListeningSocket::end), grace.toNanos(), TimeUnit.NANOSECONDS);
    List<Future<Void>> closed = sockets.stream().map(ListeningSocket::closed).toList();
    return Future.join(closed).<Void>mapEmpty().onComplete(any -> timer.cancel(false));
  }
}
