package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import org.rpicluster.balancer.pick.Candidate;

/**
 * The way to the members of one cluster: the seam between the request's line and the protocol
 * spoken to members. Any event loop may open exchanges; each has its own connections.
 */
public interface Upstream {

  /**
   * Opens an exchange. The listener may be called before this returns.
   *
   * @param candidate the member
   * @param connection whether a kept connection will do, and which
   * @param loop the event loop of the caller, on which everything happens
   * @param listener what is told
   * @return calls the exchange off while it has no connection yet
   */
  Opening open(
      Candidate candidate, Connection connection, EventLoop loop, UpstreamListener listener);

  /** The connections to a member now. Any thread. */
  default ConnectionUse use(Candidate candidate) {
    return ConnectionUse.NONE;
  }

  /** Closes the connections that are not in use: what they hold is needed elsewhere. Any thread. */
  void closeIdle();

  /** Closes every connection, those in use as well. Any thread. */
  Future<Void> close();

  /** Which connection an exchange may have. */
  enum Connection {
    /** A kept one if there is one. */
    KEPT_OR_NEW,
    /**
     * A kept one only if the member has surely not closed it meanwhile: the request cannot be sent
     * again.
     */
    FRESH_OR_NEW,
    /** A new one: the kept one was stale. */
    NEW
  }
}
