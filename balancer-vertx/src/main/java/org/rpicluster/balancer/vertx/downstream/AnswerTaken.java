package org.rpicluster.balancer.vertx.downstream;

import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of the end of an answer, on the connection's event loop: {@link #taken} once,
 * and before it, at most once, {@link #waits}.
 */
public interface AnswerTaken {

  /** The turn in which it was written is over, and the client's connection has not taken it. */
  void waits();

  /**
   * The client's connection has taken all of the answer, or never will.
   *
   * @param failure null if it has taken it
   */
  void taken(@Nullable Throwable failure);
}
