package org.rpicluster.balancer.vertx.upstream;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * One exchange with a member, over a connection or a stream that is its own until it ends. On its
 * event loop only.
 */
public interface UpstreamExchange {

  /**
   * Sends the head of the request, and its end as well unless a body follows. How that is framed
   * the head says. It is read before this returns, and not kept.
   */
  void sendHead(Head upstreamRequest, boolean bodyFollows);

  /** Sends a piece of the body, and takes over its release. */
  void sendBody(ByteBuf chunk);

  /**
   * Ends the request's body, and sends the fields behind it where the protocol has room.
   *
   * @param trailers null if there are none
   */
  void sendEnd(@Nullable Head trailers);

  /** Whether the body may go on; if not, {@link #onWritable} says when. */
  boolean isWritable();

  /** Runs something each time the body may go on. */
  void onWritable(Runnable goOn);

  /** What follows the head that is being told goes to {@code listener}, a failure as well. */
  void answerTo(AnswerListener listener);

  /** Holds the answer back, until {@link #resume}. */
  void pause();

  /** Lets the answer come again. */
  void resume();

  /**
   * Gives the exchange up: its connection or its stream is closed, and its listener hears no more.
   */
  void abandon();

  /**
   * Makes its connection one that is never shared again: it is closed behind this exchange, unless
   * it is kept.
   *
   * @return empty where others are on it already: HTTP/2
   */
  default Optional<PrivateConnection> makePrivate() {
    return Optional.empty();
  }

  /**
   * The rest of the answer is not wanted, which has begun: its listener hears no more. What is
   * there already may be read, if that leaves the connection clean for others.
   */
  default void discard() {
    abandon();
  }
}
