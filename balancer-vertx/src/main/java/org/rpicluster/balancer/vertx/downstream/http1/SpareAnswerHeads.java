package org.rpicluster.balancer.vertx.downstream.http1;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The heads of answers that no connection of an event loop has: one is lent for each answer, the
 * last that was given back first, as it is the one that the processor knows best. A connection at
 * rest holds none once all is told of its exchange; of a thousand a few dozen are at work. On its
 * event loop only.
 */
final class SpareAnswerHeads {

  /**
   * As many as a loop has answers under way at some hundred clients; a quarter of a MiB of them.
   */
  private static final int KEPT_MAX = 128;

  /** One with room for a usual head holds 1.5 KiB; one that has grown makes place for another. */
  private static final int HELD_BYTES_MAX = 4 * 1024;

  /** Of the thread, as there is one loop for each. */
  private static final FastThreadLocal<SpareAnswerHeads> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected SpareAnswerHeads initialValue() {
          return new SpareAnswerHeads();
        }
      };

  private final Deque<AnswerHead> spare = new ArrayDeque<>();

  private SpareAnswerHeads() {}

  /** Those of the event loop whose thread asks. */
  static SpareAnswerHeads ofLoop() {
    return OF_LOOP.get();
  }

  /** An empty one, whatever was written into it since its answer was over. */
  AnswerHead lend() {
    AnswerHead last = spare.pollLast();
    if (last == null) {
      return new AnswerHead();
    }
    last.reset();
    return last;
  }

  /** Its answer is over, and its fields are asked for no more. */
  void giveBack(AnswerHead lent) {
    if (spare.size() < KEPT_MAX && lent.head.heldBytes() <= HELD_BYTES_MAX) {
      spare.addLast(lent);
    }
  }
}
