package org.rpicluster.balancer.vertx.netty;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One thing for each event loop that asks for it, which no other touches. There are as many loops
 * as processors, so that a look at each finds it; a loop's first asks under a lock. Any thread;
 * what is found is for its loop alone.
 *
 * @param <T> the thing
 */
public final class PerLoop<T> {

  private final Supplier<T> maker;
  private volatile Entry<?>[] entries = {};

  /** Without any yet. */
  public PerLoop(Supplier<T> maker) {
    this.maker = maker;
  }

  private record Entry<T>(EventLoop loop, T thing) {}

  /** The thing of a loop. */
  public T of(EventLoop loop) {
    for (Entry<?> entry : entries) {
      if (entry.loop == loop) {
        return thing(entry);
      }
    }
    return added(loop);
  }

  @SuppressWarnings("unchecked") // no other is ever put in
  private T thing(Entry<?> entry) {
    return (T) entry.thing;
  }

  private synchronized T added(EventLoop loop) {
    T made = maker.get();
    Entry<?>[] before = entries;
    Entry<?>[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = new Entry<>(loop, made);
    entries = after;
    return made;
  }
}
