package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.time.Scheduler;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.memory.MemoryAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request's way, from the first stage to the last: each is a file, and is called here. A stage
 * that finds something wrong throws a {@link Refusal}; one that waits is given the next, and has
 * the exchange in its hands meanwhile ({@link ExchangeHolder}). Each failure of a member is judged
 * in {@link FailureTable}, and every path ends in {@link Settle}, once.
 *
 * <p>Any event loop; an exchange stays on its own.
 */
public final class RequestPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

  /** The class of such statuses. RFC 9110 §15. */
  private static final int SUCCESS = 2;

  private final RouteTable routes;
  private final ProxyContext proxy;
  private volatile boolean leaving;

  /** Made once: no exchange needs objects to get from one stage to the next. */
  private final Stage enter = guarded(this::enter);

  private final Stage serve = guarded(this::serve);
  private final Stage buffer = guarded(this::buffer);
  private final Stage send = guarded(this::send);
  private final Stage refuseMisdirected = guarded(RequestPipeline::refuseMisdirected);

  private final Attempts.Next answer = RequestPipeline::answer;

  /**
   * A pipeline.
   *
   * @param routes where requests go
   * @param rules what holds for every client
   * @param ticker the clocks
   * @param scheduler for what the log says once a minute
   * @param memory is charged what a request holds
   * @param observer is told of every exchange that has ended
   */
  public RequestPipeline(
      RouteTable routes,
      ClientRules rules,
      Ticker ticker,
      Scheduler scheduler,
      MemoryAccount memory,
      ExchangeObserver observer) {
    this.routes = routes;
    proxy =
        new ProxyContext(
            rules,
            ticker,
            new RecurringFaults(scheduler, LOG::error),
            new MemberFaults(scheduler),
            new Settle(memory.share(RouteEntry.ANSWERED_HERE), observer),
            () -> leaving);
  }

  /** From now on every answer over HTTP/1 is the last on its connection. Any thread. */
  public void leave() {
    leaving = true;
  }

  /**
   * Carries one request, whose body its embedder may have read. On its event loop.
   *
   * @param readBody all of the body; null if none of it was read
   * @return false if it came behind the last request of its connection: it is no exchange, and its
   *     observer is told nothing
   */
  public boolean carry(InboundExchange inbound, @Nullable ByteBuf readBody) {
    if (inbound.connection().takesNoMore()) {
      inbound.connection().close(); // as soon as the last answer is sent
      return false;
    }
    inbound.connection().countRequest();
    Exchange exchange = new Exchange(inbound, proxy);
    if (readBody != null) {
      BodyStart.read(exchange, readBody);
    }
    enter.carry(exchange);
    return true;
  }

  /** Refuses a request that came over a connection made for another host. On its event loop. */
  public void misdirected(InboundExchange inbound) {
    Exchange exchange = new Exchange(inbound, proxy);
    refuseMisdirected.carry(exchange);
  }

  private void enter(Exchange exchange) {
    CheckMounting.check(exchange); // is the request as it came, and its answer not begun?
    Identify.read(exchange); // 1: who asks
    Admit.check(exchange); // 2: may a reverse proxy carry it?
    RouteEntry entry = routes.find(exchange); // 3: to a cluster, a handler, or nowhere
    Admit.checkLength(exchange); // may its body be that long there?
    HoldMemory.begin(exchange, entry.requests()); // is there memory for it?
    CheckAccess.then(exchange, entry.guard(), serve); // may it use its route?
  }

  private void serve(Exchange exchange) {
    RouteEntry entry = Objects.requireNonNull(exchange.routeEntry);
    if (entry.route() instanceof Route.ToHandler toHandler) {
      AnswerLocally.local(exchange, toHandler.handler());
    } else if (entry.route() instanceof Route.ToServer toServer) {
      AnswerLocally.byServer(exchange, toServer.handler());
    } else {
      exchange.inbound.onGone(exchange);
      AwaitBody.then(exchange, buffer); // does a body follow?
    }
  }

  private void buffer(Exchange exchange) {
    BufferBody.then(exchange, send); // all of it, where the cluster wants its length
  }

  private void send(Exchange exchange) {
    PrepareRequest.prepare(exchange); // 4: the head for the member
    PinConnection.check(exchange); // is it of a client that authenticates its connection?
    ReadHashKey.read(exchange); // what it is picked by
    ReadRoute.read(exchange); // whose session it is
    SendBody.prepare(exchange); // its body waits for a member
    OpenTunnel.prepare(exchange);
    Attempts.begin(exchange, answer); // 5: pick, connect, send; again where that is allowed
  }

  private static void answer(Exchange exchange, Try won, Head upstreamResponse) {
    if (won.tunnel() != null) {
      OpenTunnel.begin(exchange, won, upstreamResponse); // 7: bytes both ways, and then Settle
    } else if (exchange.isConnect() && upstreamResponse.line().status() / 100 == SUCCESS) {
      exchange.refuse(Refusal.notSwitched()); // that would open the tunnel which is not there
    } else if (ReplaceError.isDue(exchange, upstreamResponse)) {
      ReplaceError.end(exchange, won, upstreamResponse);
    } else {
      boolean compresses = PrepareResponse.prepare(exchange, upstreamResponse); // 6: for the client
      Relay.begin(exchange, won, compresses); // 7: bodies both ways, and then Settle
    }
  }

  private static void refuseMisdirected(Exchange exchange) {
    Identify.read(exchange);
    throw Refusal.misdirected();
  }

  private static Stage guarded(Stage stages) {
    return exchange -> exchange.guarded(stages);
  }
}
