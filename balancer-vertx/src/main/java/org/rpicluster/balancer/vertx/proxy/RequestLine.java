package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientWire;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request's way, from the first stage to the last:
 *
 * <pre>
 *    {@link CheckMounting}    is the request as it came, and its answer not begun?
 *    {@link Identify}         who asks
 *  1 {@link Admit}            may a reverse proxy carry it?
 *  2 {@link RouteTable}       where to: a cluster, a handler of this server, or nowhere
 *    {@link HoldMemory}       whether there is memory for it
 *    {@link AwaitBody}        whether a body follows
 *    {@link BufferBody}       all of it, where the cluster wants its length
 *  3 {@link PrepareRequest}   the head for the member
 *    {@link RewriteRequest}   what the route changes in it
 *  4 {@link Attempt}          pick, connect, send; again on another member where that is allowed
 *    {@link ReadRoute}        whose session it is
 *    {@link SendBody}         the client's body
 *  9 {@link PrepareResponse}  the head for the client
 *    {@link RewriteResponse}  what the route changes in it
 *    {@link IssueRoute}       the session's cookie
 * 10 {@link SendResponse}     the member's answer, or
 *    {@link OpenTunnel}       bytes both ways after a 101
 * 11 {@link Settle}           every path ends here, once
 * </pre>
 *
 * <p>A stage is a file, and each failure is judged in {@link FailureTable}. Any event loop; an
 * exchange stays on its own.
 */
public final class RequestLine {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLine.class);

  private final RouteTable routes;
  private final ClientRules rules;
  private final Ticker ticker;
  private final Settle settle;
  private final MemberFaults memberFaults;
  private final RecurringFaults ownFaults;
  private volatile boolean leaving;
  private final BooleanSupplier isLeaving = () -> leaving;

  /**
   * A line.
   *
   * @param routes where requests go
   * @param rules what holds for every client
   * @param ticker the clocks
   * @param scheduler for what the log says once a minute
   * @param memory is charged what a request holds
   * @param observer is told of every exchange that has ended
   */
  public RequestLine(
      RouteTable routes,
      ClientRules rules,
      Ticker ticker,
      Scheduler scheduler,
      MemoryAccount memory,
      ExchangeObserver observer) {
    this.routes = routes;
    this.rules = rules;
    this.ticker = ticker;
    this.settle = new Settle(memory.share(RouteTable.ANSWERED_HERE), observer);
    memberFaults = new MemberFaults(scheduler);
    ownFaults = new RecurringFaults(scheduler, LOG::error);
  }

  /** From now on every answer over HTTP/1 is the last on its connection. Any thread. */
  public void leave() {
    leaving = true;
  }

  /** Carries one request. On its event loop. */
  public void carry(HttpServerRequest inboundRequest) {
    carry(inboundRequest, null);
  }

  /**
   * Carries one request, whose body its embedder may have read. On its event loop.
   *
   * @param readBody all of the body; null if none of it was read
   * @return false if it came behind the last request of its connection: it is no exchange, and its
   *     observer is told nothing
   */
  public boolean carry(HttpServerRequest inboundRequest, @Nullable Buffer readBody) {
    if (ClientWire.isBehindLast(inboundRequest)) {
      inboundRequest.connection().close(); // as soon as the last answer is sent
      return false;
    }
    Exchange exchange = exchangeOf(inboundRequest);
    exchange.readBody = readBody;
    carry(exchange, () -> begin(exchange));
    return true;
  }

  /** Refuses a request that came over a connection made for another host. On its event loop. */
  public void misdirected(HttpServerRequest inboundRequest) {
    Exchange exchange = exchangeOf(inboundRequest);
    carry(exchange, () -> refuse(exchange, Refusal.misdirected()));
  }

  private Exchange exchangeOf(HttpServerRequest inboundRequest) {
    EventLoop loop = ((HttpServerRequestInternal) inboundRequest).context().nettyEventLoop();
    Exchange exchange = new Exchange(inboundRequest, rules, loop, ticker, ownFaults);
    exchange.leaving = isLeaving;
    return exchange;
  }

  private static void refuse(Exchange exchange, Refusal refusal) {
    Identify.read(exchange);
    throw refusal;
  }

  private void begin(Exchange exchange) {
    CheckMounting.check(exchange);
    Identify.read(exchange);
    Admit.check(exchange);
    RouteTable.Way way = routes.find(exchange.host, exchange.target.pathAndQuery());
    HoldMemory.begin(exchange, way.requests());
    if (way.route() instanceof Route.ToCluster toCluster) {
      exchange.route = toCluster;
      exchange.way = way;
      AwaitBody.then(exchange, settle, () -> carry(exchange, () -> buffer(exchange)));
    } else if (way.route() instanceof Route.ToHandler toHandler) {
      InboundLocal local = new InboundLocal(exchange.inbound, exchange.readBody);
      handOver(exchange, any -> toHandler.handler().handle(local), local::over);
    } else if (way.route() instanceof Route.ToServer toServer) {
      handOver(exchange, toServer.handler(), () -> {});
    }
  }

  private void buffer(Exchange exchange) {
    BufferBody.then(exchange, settle, () -> carry(exchange, () -> attempt(exchange)));
  }

  private void attempt(Exchange exchange) {
    PrepareRequest.prepare(exchange);
    OwnConnections.check(exchange);
    new Attempt(exchange, settle, memberFaults).begin();
  }

  private void carry(Exchange exchange, Runnable stages) {
    try {
      stages.run();
    } catch (Refusal refusal) {
      settle.refuse(exchange, refusal);
    } catch (RuntimeException | Error e) {
      // Errors too: a class that cannot be linked fails each request, and each must have its end.
      ownFaults.threw("a request could not be carried", e);
      settle.refuse(exchange, Refusal.failed());
      Faults.rethrowIfFatal(e);
    }
  }

  private void handOver(Exchange exchange, Consumer<InboundExchange> handler, Runnable over) {
    InboundExchange inbound = exchange.inbound;
    inbound.onEnded(
        () -> {
          settle.handled(exchange);
          over.run();
        });
    Promise<Void> gone = Promise.promise();
    exchange.answered = gone.future();
    inbound.onClosed(
        () -> {
          gone.tryComplete();
          settle.clientGone(exchange);
          over.run();
        });
    if (exchange.isLeaving()) {
      inbound.responseFields().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      inbound.connection().takeNoMore();
    }
    handler.accept(inbound);
  }
}
