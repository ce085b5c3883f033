package org.rpicluster.balancer.vertx.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.rpicluster.balancer.vertx.netty.PerLoop;

/**
 * Things that exchanges are lent, used again: the last that was given back first, as it is the one
 * that the processor knows best. Each event loop has its own, and they are for it alone.
 *
 * @param <T> the thing
 */
final class ObjectPool<T> {

  /**
   * As many as a loop has exchanges under way at some hundred clients. Of 2 KiB mostly, and 10 at
   * most: a MiB that no account has.
   */
  private static final int KEPT_MAX = 128;

  private final Supplier<T> maker;
  private final PerLoop<Deque<T>> spare = new PerLoop<>(ArrayDeque::new);

  /** None yet. */
  ObjectPool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One for one exchange. */
  T lend(EventLoop loop) {
    T last = spare.of(loop).pollLast();
    return last == null ? maker.get() : last;
  }

  /** It must not be used by its exchange any more. */
  void giveBack(T lent, EventLoop loop) {
    Deque<T> kept = spare.of(loop);
    if (kept.size() < KEPT_MAX) {
      kept.addLast(lent);
    }
  }
}
