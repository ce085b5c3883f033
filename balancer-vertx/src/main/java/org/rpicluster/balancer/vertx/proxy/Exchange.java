package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.Lease;
import org.rpicluster.balancer.fault.RecurringFaults;
import org.rpicluster.balancer.pick.PickContext;
import org.rpicluster.balancer.time.Ticker;
import org.rpicluster.balancer.vertx.downstream.InboundExchange;
import org.rpicluster.balancer.vertx.downstream.vertx.ClientUpgradeHandler;
import org.rpicluster.balancer.vertx.downstream.vertx.VertxExchange;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.forwarded.ClientRules;
import org.rpicluster.balancer.vertx.http.Target;
import org.rpicluster.balancer.vertx.memory.MemoryCharge;
import org.rpicluster.balancer.vertx.upstream.PrivateConnection;

/**
 * One request on its way: what came in, and one field for what each stage found, set by that stage.
 * On its event loop only.
 */
final class Exchange {

  final InboundExchange inbound;
  final HttpServerRequest inboundRequest;
  final HttpServerResponse inboundResponse;
  final ClientRules rules;
  final EventLoop loop;
  final Ticker ticker;
  final RecurringFaults ownFaults;
  final Times times;
  BooleanSupplier leaving = () -> false;

  // CheckMounting
  @Nullable Buffer readBody;

  // Identify
  Client client = Client.NOBODY;
  String requestId = "";

  // Admit
  Target target = Target.INVALID;
  String host = "";

  int fields;
  int fieldCharacters;

  // HoldMemory
  @Nullable MemoryCharge charge;

  // Route
  Route.@Nullable ToCluster route;
  RouteTable.@Nullable Way way;

  // AwaitBody
  boolean unframedBody;
  @Nullable Buffer firstPiece;

  // BufferBody
  @Nullable KeptBody kept;
  int keptBytes;

  // PrepareRequest
  @Nullable UpstreamHead upstreamHead;
  boolean upgrade;
  boolean closeAsked;

  // Attempt
  final PickContext pickContext = new PickContext();
  @Nullable Lease lease;
  String member = "";
  int attempts;
  String failure = "";
  @Nullable ClientUpgradeHandler clientUpgrade;
  boolean authenticatesConnection;
  @Nullable PrivateConnection own;

  // PrepareResponse
  boolean unknownLength;

  // OpenTunnel
  long tunnelledFromClient;
  long tunnelledToClient;

  // SendResponse, Answer: bytes of the body that the client's connection has taken
  Future<Void> answered = Future.succeededFuture();
  long sentToClient;

  // Settle
  int status;
  boolean settled;
  boolean told;
  boolean untaken;

  Exchange(
      HttpServerRequest inboundRequest,
      ClientRules rules,
      EventLoop loop,
      Ticker ticker,
      RecurringFaults ownFaults) {
    inbound = new VertxExchange(inboundRequest);
    this.inboundRequest = inboundRequest;
    this.rules = rules;
    inboundResponse = inboundRequest.response();
    this.loop = loop;
    this.ticker = ticker;
    this.ownFaults = ownFaults;
    times = new Times(ticker);
  }

  /** Whether other requests are on the same connection at the same time: it is not to be closed. */
  boolean isMultiplexed() {
    return inboundRequest.version() == HttpVersion.HTTP_2;
  }

  /** Whether the proxy is to stop: then the answer is the last on its connection. */
  boolean isLeaving() {
    return !isMultiplexed() && leaving.getAsBoolean();
  }

  /** Whether its body came without a length, and has one now, as all of it is here. */
  boolean isKeptWhole() {
    return kept != null && kept.hasEnded();
  }

  /** Whether the client sends a body. */
  boolean hasBody() {
    if (readBody != null) {
      return readBody.length() > 0;
    }
    MultiMap fields = inboundRequest.headers();
    if (unframedBody || fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return true;
    }
    String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
    return length != null && !length.equals("0");
  }
}
