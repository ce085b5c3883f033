package org.rpicluster.balancer.vertx.upstream;

import io.netty.channel.EventLoop;
import org.rpicluster.balancer.member.Member;

/**
 * The connections of one event loop to one member, whatever is spoken over them. On that loop only.
 */
public interface MemberPool {

  /**
   * Opens an exchange, now or as soon as a connection has room for it.
   *
   * @return calls it off while it waits
   */
  Opening open(Upstream.Connection connection, UpstreamListener listener);

  /** Whether they lead to where {@code other} is. */
  boolean leadTo(Member other);

  /** The member has left: nothing is kept any more; what is in use goes on. */
  void retire();

  /** Whether it has no connection, and no exchange waits for one. */
  boolean isEmpty();

  /** Closes the connections that are not in use: what they hold is needed elsewhere. */
  void closeIdle();

  /** Closes every connection. */
  void close();

  /** Makes the pool for one member on one event loop; any event loop. */
  @FunctionalInterface
  interface Maker {

    /**
     * A pool without any connection yet.
     *
     * @param member where it leads
     * @param loop the event loop that it belongs to
     * @param limit what it shares with the pools of other event loops
     */
    MemberPool poolTo(Member member, EventLoop loop, ConnectionLimit limit);
  }
}
