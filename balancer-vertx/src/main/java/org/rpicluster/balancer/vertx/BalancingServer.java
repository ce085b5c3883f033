package org.rpicluster.balancer.vertx;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rpicluster.balancer.vertx.downstream.ListenerName;
import org.rpicluster.balancer.vertx.downstream.http1.HalfClosedInput;
import org.rpicluster.balancer.vertx.downstream.listen.Acceptor;
import org.rpicluster.balancer.vertx.downstream.listen.CertificateWatch;
import org.rpicluster.balancer.vertx.downstream.listen.ListenerTls;
import org.rpicluster.balancer.vertx.settings.ListenerSettings;

/**
 * A reverse proxy that balances, with listeners of its own, on any Vert.x: it reads requests
 * itself, and so is as strict, as bounded and as patient as the program. It is closed with its
 * Vert.x, or with the verticle that has started it. A handler for a server that there is already is
 * {@link BalancingProxy}. Any thread.
 */
public final class BalancingServer {

  /** What is in flight when its Vert.x closes has no longer than this. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final VertxInternal vertx;
  private final BalancingProxy proxy;
  private final Acceptor acceptor;
  private final List<ListenerSettings> listeners;
  private final CertificateWatch watch;

  BalancingServer(BalancingServerBuilder builder) {
    vertx = (VertxInternal) builder.vertx;
    proxy = builder.proxy();
    listeners = List.copyOf(builder.listeners);
    watch = new CertificateWatch(vertx, builder.certificateLook);
    acceptor =
        new Acceptor(vertx, builder.limiter(), builder.limits, HalfClosedInput.SILENCE, proxy);
  }

  /** A builder. */
  public static BalancingServerBuilder builder(Vertx vertx) {
    return new BalancingServerBuilder(vertx);
  }

  /**
   * Begins to listen, at every address or at none.
   *
   * @return where, with the real ports, once it does
   */
  public Future<List<ListenerSettings>> start() {
    ContextInternal starter = vertx.getOrCreateContext();
    starter.closeFuture().add(this::closeAtOnce);
    watch.start();
    List<ListenerSettings> open = new ArrayList<>();
    Future<Void> all = Future.succeededFuture();
    for (ListenerSettings listener : listeners) {
      all = all.compose(any -> listen(starter, listener)).map(port -> add(open, listener, port));
    }
    return all.map(any -> List.copyOf(open)).onFailure(any -> close(AT_ONCE));
  }

  private static Void add(List<ListenerSettings> open, ListenerSettings listener, int port) {
    open.add(listener.withPort(port));
    return null;
  }

  /** Names and certificates are waited for elsewhere. */
  private Future<Integer> listen(ContextInternal starter, ListenerSettings listener) {
    return starter
        .executeBlocking(
            () -> {
              Optional<ListenerTls> tls =
                  listener.tls().map(settings -> new ListenerTls(listener.address(), settings));
              tls.ifPresent(watch::add);
              return acceptor.listen(listener, new ListenerName(listener.name()), tls);
            })
        .compose(port -> port);
  }

  /** Exchanges begun and not settled. */
  public int inFlight() {
    return proxy.inFlight();
  }

  /**
   * Listens no more, closes each connection once nothing is in flight on it, and those that are
   * left after {@code grace}; then the connections to members.
   */
  public Future<Void> close(Duration grace) {
    proxy.leave();
    watch.close();
    return acceptor.shutdown(grace).eventually(proxy::close);
  }

  private void closeAtOnce(Completable<Void> closed) {
    close(AT_ONCE).onComplete(closed::complete);
  }
}
