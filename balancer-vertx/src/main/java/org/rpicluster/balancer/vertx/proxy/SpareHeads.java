package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rpicluster.balancer.vertx.http.HeadFields;
import org.rpicluster.balancer.vertx.http.codec.Head;
import org.rpicluster.balancer.vertx.netty.PerLoop;

/**
 * The heads that go to members, used again: the last that was given back first, as it is the one
 * that the processor knows best. Each event loop has its own, and its heads are for it alone.
 */
final class SpareHeads {

  /** With 64 connections at work there is one for each; of usual size they are 100 KiB. */
  private static final int KEPT_MAX = 64;

  private final PerLoop<Deque<HeadFields>> spare = new PerLoop<>(() -> new ArrayDeque<>(KEPT_MAX));

  /** An empty one, for one exchange. */
  HeadFields lend(EventLoop loop) {
    HeadFields last = spare.of(loop).pollLast();
    return last == null ? HeadFields.over(new Head()) : last;
  }

  /** Its exchange is over: it must not be used any more. */
  void giveBack(HeadFields lent, EventLoop loop) {
    lent.head().reset();
    Deque<HeadFields> kept = spare.of(loop);
    if (kept.size() < KEPT_MAX) {
      kept.addLast(lent);
    }
  }
}
