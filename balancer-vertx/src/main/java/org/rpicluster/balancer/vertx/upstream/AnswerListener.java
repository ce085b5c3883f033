package org.rpicluster.balancer.vertx.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * Hears what follows the head of a member's answer: any {@link #body} and {@link #flush}, then one
 * {@link #end}; or one {@link #failed} instead of what is left, and nothing after it. All calls
 * come on the exchange's event loop.
 */
public interface AnswerListener {

  /** A piece of the body; the listener releases it. */
  void body(ByteBuf chunk);

  /** What has come so far is all that could be read now: hold nothing back any longer. */
  void flush();

  /**
   * The answer is whole; the exchange is over and must not be used any more.
   *
   * @param trailers the fields behind it, until this returns; null if there are none
   */
  void end(@Nullable Head trailers);

  /** The exchange is over without a whole answer. */
  void failed(UpstreamFailure failure);
}
