package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;

/**
 * The state of one exchange: what came in, and one field for what each stage found, set by the
 * stage that is named above it and by no other. What a stage alone needs is not here. On its event
 * loop only.
 */
abstract class ExchangeState {

  final InboundExchange inbound;
  final EventLoop loop;
  final ProxyContext proxy;
  final ClientRules rules;
  final Ticker ticker;
  final ExchangeTimes times;

  // Identify
  Client client = Client.NOBODY;
  String requestId = "";

  // Admit; RewriteRouting, where rules give it another
  Target target = Target.INVALID;
  String host = "";

  // CheckAccess: who has shown who it is; empty where nothing has asked for that
  String user = "";

  // RouteTable
  @Nullable RouteEntry routeEntry;
  String judgedTarget = "";

  // RewriteRouting: what rules have left, through RequestEnvironment; null as long as there is
  // nothing
  @Nullable RequestEnvironment environment;

  // HoldMemory
  @Nullable MemoryCharge charge;

  // CheckMounting, AwaitBody, BufferBody: through BodyStart alone
  @Nullable BodyStart bodyStart;

  // PrepareRequest
  @Nullable UpstreamHead upstreamHead;

  // PrepareRequest, ReadRoute, ReadHashKey; and Attempts: which members have been tried
  final PickContext pickContext;
  Optional<Stickiness> stickiness = Optional.empty();

  // SendBody
  @Nullable SendBody body;

  // Attempts, SendRequest, MemberFaults
  final TryHistory tries;

  // PrepareResponse
  boolean unknownLength;

  // The stage that answers, and Settle for a handler that has begun to: what the client was sent,
  // as far as it was taken
  int status;
  long bytesToClient;

  // OpenTunnel
  long tunnelledFromClient;

  // AwaitTaken
  boolean untaken;

  ExchangeState(InboundExchange inbound, ProxyContext proxy, ExchangeParts parts) {
    this.inbound = inbound;
    loop = inbound.loop();
    this.proxy = proxy;
    rules = proxy.rules();
    ticker = proxy.ticker();
    times = parts.times;
    pickContext = parts.pickContext;
    tries = parts.tries;
  }

  /** Its route, if it has one and that leads to a cluster. */
  Route.@Nullable ToCluster route() {
    return routeEntry != null && routeEntry.route() instanceof Route.ToCluster cluster
        ? cluster
        : null;
  }

  /** The name by which members and the client are told of this proxy. */
  Via via() {
    Route.ToCluster to = route();
    return to == null ? rules.via() : to.rewriting().via().orElse(rules.via());
  }

  /** Whether other requests are on the same connection at the same time: it is not to be closed. */
  boolean isMultiplexed() {
    return inbound.protocol().isMultiplexed();
  }

  /** Whether it asks for a tunnel on its stream: what follows its head is no body. RFC 8441 §5. */
  boolean isConnect() {
    return !inbound.connectProtocol().isEmpty();
  }

  /** Whether the client speaks HTTP/1.0, which knows neither interim answers nor chunks. */
  boolean isHttp10() {
    return inbound.protocol() == Protocol.HTTP_1_0;
  }
}
