package org.rpicluster.balancer.vertx;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.InboundHandler;
import org.rpicluster.balancer.vertx.downstream.vertx.VertxExchange;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.rpicluster.balancer.vertx.proxy.ExchangeObserver;
import org.rpicluster.balancer.vertx.proxy.RequestPipeline;
import org.rpicluster.balancer.vertx.proxy.RouteTable;
import org.rpicluster.balancer.vertx.proxy.Upstreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reverse proxy that balances, as a handler for any Vert.x HTTP server. One object may serve
 * servers on any number of event loops; every loop keeps its own connections to members.
 *
 * <p>It carries HTTP/1.0, HTTP/1.1 and HTTP/2, whichever its server speaks. A Vert.x server takes
 * HTTP/2 without encryption unless told not to: {@code
 * HttpServerOptions.setHttp2ClearTextEnabled(false)} closes that way in where it is not needed.
 * With {@code invalidRequestHandler(proxy)} as well, it answers and logs what cannot be parsed.
 */
public final class BalancingProxy implements Handler<HttpServerRequest>, InboundHandler {

  private static final Logger LOG = LoggerFactory.getLogger(BalancingProxy.class);

  private final Upstreams upstreams;
  private final RequestPipeline line;
  private final RecurringFaults faults;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Queue<Promise<Void>> waitingForIdle = new ConcurrentLinkedQueue<>();

  BalancingProxy(BalancingProxyBuilder builder) {
    upstreams = builder.upstreams();
    faults = new RecurringFaults(builder.scheduler, LOG::error);
    MemoryAccount memory = builder.memory();
    RouteTable routes = new RouteTable(builder.routes, upstreams, memory);
    line =
        new RequestPipeline(
            routes,
            builder.rules(),
            builder.ticker,
            builder.scheduler,
            memory,
            counting(builder.observer));
  }

  private ExchangeObserver counting(ExchangeObserver observer) {
    return summary -> {
      try {
        observer.settled(summary);
      } catch (RuntimeException | Error e) {
        // The exchange is over, and its client and its member have nothing to do with this.
        faults.threw("an observer of exchanges threw", e);
        Faults.rethrowIfFatal(e);
      } finally {
        ended();
      }
    };
  }

  private void ended() {
    if (inFlight.decrementAndGet() == 0) {
      tellIdle();
    }
  }

  /** A builder. */
  public static BalancingProxyBuilder builder(Vertx vertx) {
    return new BalancingProxyBuilder(vertx);
  }

  /**
   * Carries one request, of whose body nothing has been read: what was is missing, and answered
   * with 500. On the request's event loop; from any other thread it is handed over to that, and
   * must be paused.
   */
  @Override
  public void handle(HttpServerRequest inboundRequest) {
    carry(inboundRequest, null);
  }

  /**
   * The same for a request whose body has been read.
   *
   * @param readBody all of the body, which members get in the place of what the client sent
   */
  public void handle(HttpServerRequest inboundRequest, Buffer readBody) {
    carry(inboundRequest, readBody);
  }

  /**
   * Carries one request that a listener of this library has read. On its connection's event loop.
   */
  @Override
  public void handle(InboundExchange inbound) {
    inFlight.incrementAndGet();
    if (!line.carry(inbound, null)) {
      ended();
    }
  }

  private void carry(HttpServerRequest inboundRequest, @Nullable Buffer readBody) {
    inFlight.incrementAndGet();
    ContextInternal context = ((HttpServerRequestInternal) inboundRequest).context();
    if (context.nettyEventLoop().inEventLoop()) {
      carryHere(inboundRequest, readBody);
    } else {
      context.nettyEventLoop().execute(() -> carryHere(inboundRequest, readBody));
    }
  }

  private void carryHere(HttpServerRequest inboundRequest, @Nullable Buffer readBody) {
    if (!line.carry(new VertxExchange(inboundRequest), bytesOf(readBody))) {
      ended();
    }
  }

  private static @Nullable ByteBuf bytesOf(@Nullable Buffer readBody) {
    return readBody == null ? null : ((BufferInternal) readBody).getByteBuf();
  }

  /**
   * Refuses one request with 421: it is for a host whose certificate is another one than the client
   * was shown. On the request's event loop.
   */
  public void misdirected(HttpServerRequest inboundRequest) {
    inFlight.incrementAndGet();
    line.misdirected(new VertxExchange(inboundRequest));
  }

  /** The same of a request that a listener of this library has read. */
  @Override
  public void misdirected(InboundExchange inbound) {
    inFlight.incrementAndGet();
    line.misdirected(inbound);
  }

  /**
   * From now on every answer over HTTP/1 is the last on its connection, and says so. Any thread.
   */
  public void leave() {
    line.leave();
  }

  /** Exchanges begun and not settled. Any thread. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Resolves as soon as nothing is in flight. Any thread. */
  public Future<Void> idle() {
    Promise<Void> promise = Promise.promise();
    waitingForIdle.add(promise);
    if (inFlight.get() == 0) {
      tellIdle();
    }
    return promise.future();
  }

  private void tellIdle() {
    for (Promise<Void> p = waitingForIdle.poll(); p != null; p = waitingForIdle.poll()) {
      p.complete();
    }
  }

  /** Closes the connections to members, those in use as well. Any thread. */
  public Future<Void> close() {
    return upstreams.close();
  }
}
