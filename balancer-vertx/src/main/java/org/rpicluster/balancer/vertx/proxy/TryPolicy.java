package org.rpicluster.balancer.vertx.proxy;

import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.upstream.UpstreamFailure;

/**
 * The policy that a {@link Try} reports to, which decides what follows: {@link Attempts}. For it a
 * try ends with one of the last two: an answer, or a failure. On its event loop only.
 */
interface TryPolicy {

  /** There is a connection: the request is about to be sent. */
  void sending();

  /** Whether the client gets an answer of this status; otherwise the try has been ended. */
  boolean takes(int status);

  /**
   * The head of the answer is there. If it is that of a 101, {@link Try#tunnel} is the member's end
   * of the tunnel.
   */
  void answered(Head upstreamResponse);

  /** The exchange with the member has failed before; the lease still holds. */
  void failed(UpstreamFailure failure);
}
