package org.rpicluster.balancer.vertx.proxy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.sticky.Stickiness;
import org.rpicluster.balancer.vertx.downstream.InboundHead;
import org.rpicluster.balancer.vertx.forwarded.Client;
import org.rpicluster.balancer.vertx.http.Fields;

/**
 * The summary of one exchange, for observers and the log. Read it while {@link
 * ExchangeObserver#settled} runs: the request belongs to its connection.
 *
 * @param inboundRequest the client's request: method, target, version, fields
 * @param responseFields the fields of the answer that it was sent
 * @param client who sent it
 * @param requestId its id in all logs, empty if requests have none
 * @param user who its client has shown to be, empty if its route asks for no user, or it has not
 * @param received when its head had arrived
 * @param queueNanos how long members were waited for while each was full; 0 if not at all
 * @param connectNanos how long the last connection to a member was waited for: 0 for a kept one, -1
 *     if there was none
 * @param firstByteNanos from {@code received} until the head of the member's answer; -1 if none
 *     came
 * @param durationNanos from {@code received} until the end
 * @param status the status sent to the client; 0 if none was
 * @param bytesFromClient body bytes that came from the client, or bytes through a tunnel
 * @param bytesToClient body bytes sent to the client, or bytes through a tunnel
 * @param cluster the cluster's name, empty if the request never got so far
 * @param route the route of its session, empty if it has none
 * @param sticky the name of the cookie of its cluster's sessions; null if they are not kept
 * @param member the id of the last member tried, empty if none was
 * @param attempts how many members were tried
 * @param end how it ended
 * @param reason why the proxy did not carry it, or what was wrong with the member's last answer;
 *     empty if nothing was
 * @param variables that rules of its way have set; mostly none
 * @param candidate the last member tried; null if none was
 */
public record ExchangeSummary(
    InboundHead inboundRequest,
    Fields responseFields,
    Client client,
    String requestId,
    String user,
    Instant received,
    long queueNanos,
    long connectNanos,
    long firstByteNanos,
    long durationNanos,
    int status,
    long bytesFromClient,
    long bytesToClient,
    String cluster,
    String route,
    @Nullable String sticky,
    String member,
    int attempts,
    ExchangeEnd end,
    String reason,
    Map<String, String> variables,
    @Nullable Candidate candidate) {

  static ExchangeSummary of(Exchange exchange, ExchangeEnd end, String reason) {
    ExchangeTimes times = exchange.times;
    Route.ToCluster route = exchange.route();
    Candidate candidate = exchange.tries.last();
    return new ExchangeSummary(
        exchange.inbound,
        exchange.inbound.responseFields(),
        exchange.client,
        exchange.requestId,
        exchange.user,
        times.received(),
        times.queueNanos(),
        times.connectNanos(),
        times.firstByteNanos(),
        times.sinceReceived(),
        exchange.status,
        exchange.inbound.bodyBytes() + exchange.tunnelledFromClient,
        exchange.bytesToClient,
        route == null ? "" : route.cluster().balancer().name(),
        exchange.pickContext.route(),
        exchange.stickiness.map(Stickiness::cookie).orElse(null),
        candidate == null ? "" : candidate.member().id(),
        exchange.tries.members(),
        end,
        reason,
        RequestEnvironment.variables(exchange),
        candidate);
  }
}
