package org.rpicluster.balancer.vertx.proxy;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;

/**
 * The heads that go to members, used again: the last that was given back first, as it is the one
 * that the processor knows best. Each event loop has its own; any thread.
 */
final class SpareHeads {

  /** With 64 connections at work there is one for each; of usual size they are 100 KiB. */
  private static final int KEPT_MAX = 64;

  private final FastThreadLocal<Deque<HeadFields>> spare =
      new FastThreadLocal<>() {
        @Override
        protected Deque<HeadFields> initialValue() {
          return new ArrayDeque<>(KEPT_MAX);
        }
      };

  /** An empty one, for one exchange. */
  HeadFields lend() {
    HeadFields last = spare.get().pollLast();
    return last == null ? HeadFields.over(new Head()) : last;
  }

  /** Its exchange is over: it must not be used any more. */
  void giveBack(HeadFields lent) {
    lent.head().reset();
    Deque<HeadFields> kept = spare.get();
    if (kept.size() < KEPT_MAX) {
      kept.addLast(lent);
    }
  }
}
