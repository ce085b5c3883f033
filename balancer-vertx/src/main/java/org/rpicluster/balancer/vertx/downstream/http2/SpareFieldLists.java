package org.rpicluster.balancer.vertx.downstream.http2;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rpicluster.balancer.vertx.http.FieldList;

/**
 * The rows of fields that no stream of an event loop has: a stream is lent one for what it asks and
 * one for its answer, and both come back, empty, once it is closed and its exchange is over. One of
 * which that is never told is not used again. On its event loop only.
 */
final class SpareFieldLists {

  /** As many as a loop has for a hundred streams under way; 50 KB of them. */
  private static final int KEPT_MAX = 256;

  /** Of the thread, as there is one loop for each. */
  private static final FastThreadLocal<SpareFieldLists> OF_LOOP =
      new FastThreadLocal<>() {
        @Override
        protected SpareFieldLists initialValue() {
          return new SpareFieldLists();
        }
      };

  private final Deque<FieldList> spare = new ArrayDeque<>();

  private SpareFieldLists() {}

  /** Those of the event loop whose thread asks. */
  static SpareFieldLists ofLoop() {
    return OF_LOOP.get();
  }

  /** One without fields. */
  FieldList lend() {
    FieldList last = spare.pollLast();
    return last == null ? new FieldList() : last;
  }

  /** No one has it any more. One that has grown makes place for another. */
  void giveBack(FieldList lent) {
    if (spare.size() < KEPT_MAX && lent.isUsual()) {
      lent.forget();
      spare.addLast(lent);
    }
  }
}
