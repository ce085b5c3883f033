package org.rpicluster.balancer.vertx.upstream.http1;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rpicluster.balancer.vertx.http.codec.MessageReader;

/**
 * The readers of answers that no connection of an event loop waits with: one is lent for each
 * answer, the last that was given back first, as it is the one that the processor knows best. A
 * connection at rest holds none; a thousand members have a thousand connections, of which a few
 * dozen are at work. On its event loop only.
 */
final class SpareReaders {

  /** As many as a loop has exchanges under way at some hundred clients; half a MiB of them. */
  private static final int KEPT_MAX = 128;

  /** One with room for a usual head holds 1.5 KiB; one that has grown makes place for another. */
  private static final int HELD_BYTES_MAX = 4 * 1024;

  /** Of the thread, as there is one loop for each. */
  private static final FastThreadLocal<SpareReaders> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected SpareReaders initialValue() {
          return new SpareReaders();
        }
      };

  private final Deque<MessageReader> spare = new ArrayDeque<>();

  private SpareReaders() {}

  /** Those of the event loop whose thread asks. */
  static SpareReaders ofLoop() {
    return OF_LOOP.get();
  }

  /** One for one answer, and the interim ones before it. */
  MessageReader lend() {
    MessageReader last = spare.pollLast();
    return last == null ? MessageReader.ofAnswers(AnswerReader.LIMITS) : last;
  }

  /** Its answer has ended. One that has read something else is never given back. */
  void giveBack(MessageReader lent) {
    if (spare.size() < KEPT_MAX && lent.heldBytes() <= HELD_BYTES_MAX) {
      spare.addLast(lent);
    }
  }
}
