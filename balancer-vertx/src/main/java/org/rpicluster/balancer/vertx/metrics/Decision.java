package org.rpicluster.balancer.vertx.metrics;

import java.time.Instant;
import org.rpicluster.balancer.vertx.proxy.ExchangeEnd;

/**
 * The decision where one request went, noted once it has ended. Immutable.
 *
 * @param time when its head had arrived
 * @param requestId its id in all logs; empty if requests have none
 * @param method its method
 * @param path what it asked for, without the query: that may hold secrets
 * @param route the route of its session; empty if it had none
 * @param member the id of the last member tried; empty if none was
 * @param attempts how many members were tried
 * @param status the status sent to the client; 0 if none was
 * @param end how it ended
 * @param reason why the proxy did not carry it, or what was wrong; empty if nothing was
 */
public record Decision(
    Instant time,
    String requestId,
    String method,
    String path,
    String route,
    String member,
    int attempts,
    int status,
    ExchangeEnd end,
    String reason) {

  /** Whether it is the request with this id, or one with this route or to this member. */
  public boolean isOf(String name) {
    return name.equals(requestId) || name.equals(route) || name.equals(member);
  }
}
