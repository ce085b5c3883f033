package org.rpicluster.balancer.vertx.downstream;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.tunnel.TunnelEnd;

/**
 * One request of a client and its answer, however it came: the seam to clients, as {@link
 * org.rpicluster.balancer.vertx.upstream.UpstreamExchange} is that to members. Nothing of the proxy
 * behind it names a server. One object for each request; on the connection's event loop only.
 */
public interface InboundExchange extends InboundHead, InboundBody, InboundResponse {

  /** The event loop of the connection. */
  EventLoop loop();

  /** Whether the server hands requests over on that event loop, as it must. */
  boolean isOnLoop();

  /** Runs something if the client leaves before its answer is whole. */
  void onGone(Runnable gone);

  /** Runs something when the connection, or the stream, is closed. */
  void onClosed(Runnable closed);

  /**
   * Runs something after a time, unless the connection is closed before: what belongs to one that
   * is gone is not held until then, where the server tells of it.
   */
  default void later(Duration after, Runnable task) {
    loop().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs something when the answer is ended, by whatever handler. */
  void onEnded(Runnable ended);

  /**
   * Breaks the answer off, so that the client sees that it is not whole.
   *
   * @param endsWithClose whether nothing else tells where its body ends
   */
  void cut(boolean endsWithClose);

  /** Over HTTP/2: ends the stream with this code (RFC 9113 §7). */
  void reset(long code);

  /** Over HTTP/2: ends a stream whose answer the client does not take, though it is ended here. */
  void cancel();

  /** Runs something when nothing of a stream is held any more; where that is not told, never. */
  void onReleased(Runnable released);

  /** All that was to be told of the exchange has been: nothing of the proxy asks for more of it. */
  default void allTold() {}

  /** Sends what was written and can go out, where the server would keep it back. */
  void flush();

  /** Whether the connection can become a tunnel. */
  boolean canSwitch();

  /** Notes from now on what the client sends before it has an answer to its upgrade. */
  void expectSwitch();

  /**
   * Sends the head of a 101, and takes the connection over as one end of a tunnel.
   *
   * @return nothing if the client has not waited for it: it has been sent a 400 instead
   */
  Optional<TunnelEnd> switchProtocols(Fields fields);
}
