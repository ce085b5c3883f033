package org.rpicluster.balancer.vertx.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.fault.Faults;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Protocol;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.http.Via;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;

/**
 * One request on its way: what came in, and one field for what each stage found, set by the stage
 * that is named above it and by no other. What a stage alone needs is not here. On its event loop
 * only.
 */
final class Exchange extends ExchangeListener {

  final InboundExchange inbound;
  final EventLoop loop;
  final ProxyContext proxy;
  final ClientRules rules;
  final Ticker ticker;
  final ExchangeTimes times;

  // RequestPipeline, CheckMounting
  @Nullable ByteBuf readBody;

  // Identify
  Client client = Client.NOBODY;
  String requestId = "";

  // Admit
  Target target = Target.INVALID;
  String host = "";

  // CheckAccess: who has shown who it is; empty where nothing has asked for that
  String user = "";

  // RouteTable
  RouteTable.@Nullable Way way;
  String judgedTarget = "";

  // RuledWays: what rules have left; null as long as they have left nothing
  @Nullable RequestMarks marks;

  // HoldMemory
  @Nullable MemoryCharge charge;

  // AwaitBody, BufferBody: through BodyStart alone
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

  // Answer, SendResponse, OpenTunnel or Settle: what the client was sent, as far as it was taken
  int status;
  long bytesToClient;

  // OpenTunnel
  long tunnelledFromClient;

  // AwaitTaken
  boolean untaken;

  /** The stage that waits; null while stages follow each other without a wait. */
  private @Nullable ExchangeHolder holder;

  Exchange(InboundExchange inbound, ProxyContext proxy) {
    super(proxy.parts().lend(inbound.loop()));
    this.inbound = inbound;
    loop = inbound.loop();
    this.proxy = proxy;
    rules = proxy.rules();
    ticker = proxy.ticker();
    ExchangeParts parts = parts();
    times = parts.times;
    pickContext = parts.pickContext;
    tries = parts.tries;
    parts.begin(this);
  }

  /** Its route, if it has one and that leads to a cluster. */
  Route.@Nullable ToCluster route() {
    return way != null && way.route() instanceof Route.ToCluster cluster ? cluster : null;
  }

  /** The name by which members and the client are told of this proxy. */
  Via via() {
    Route.ToCluster to = route();
    return to == null ? rules.via() : to.rewriting().via().orElse(rules.via());
  }

  /** How long its body is at most, on the route that it has. */
  long bodyBytesMax() {
    Route.ToCluster to = route();
    long most = rules.limits().bodyBytesMax();
    return to == null ? most : to.rewriting().bodyBytes().orElse(most);
  }

  /** From now on this stage has it in its hands; null if the next one does not wait. */
  void heldBy(@Nullable ExchangeHolder next) {
    holder = next;
  }

  /** Whether it has come to its end. */
  boolean isSettled() {
    return holder == ExchangeHolder.SETTLED;
  }

  /** All is told of it: its parts are another's, if nothing is left that could call them. */
  void over() {
    ExchangeParts left = letGo();
    if (left != null && left.areFree()) {
      left.rest();
      proxy.parts().giveBack(left, loop);
    }
  }

  /** The client's connection or stream is gone: the stage that has the exchange ends it. */
  void clientGone() {
    if (holder == null) {
      proxy.settle().clientGone(this);
    } else {
      holder.clientGone();
    }
  }

  /** It does not go on: the stage that has the exchange ends it. */
  void refuse(Refusal refusal) {
    if (holder == null) {
      proxy.settle().refuse(this, refusal);
    } else {
      holder.refuse(refusal);
    }
  }

  /** An error of our own, or of what the embedder brings: the exchange must have its end. */
  void failedHere(Throwable fault) {
    proxy.ownFaults().threw("a request could not be carried further", fault);
    refuse(Refusal.failed());
  }

  /** Runs what nothing above would answer for: a picker may throw, as may a client's connection. */
  void guarded(Runnable stage) {
    try {
      stage.run();
    } catch (RuntimeException | Error e) {
      failedHere(e);
      Faults.rethrowIfFatal(e);
    }
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

  /** Whether the answer is the last on its connection: at a stop, and after so many requests. */
  boolean isLeaving() {
    return !isMultiplexed()
        && (proxy.leaving().getAsBoolean()
            || inbound.connection().requests() >= rules.limits().requestsMax());
  }

  /** Whether the client sends a body. */
  boolean hasBody() {
    if (readBody != null) {
      return readBody.isReadable();
    }
    Fields fields = inbound.fields();
    if (BodyStart.isUnframed(this) || fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return true;
    }
    return fields.number(HttpHeaderNames.CONTENT_LENGTH) > 0;
  }
}
