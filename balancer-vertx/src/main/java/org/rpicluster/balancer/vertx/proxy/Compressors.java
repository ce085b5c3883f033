package org.rpicluster.balancer.vertx.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of answers that are compressed at a time: each takes a quarter of a MiB outside of the
 * heap, and those beyond the bound go on as they come. Any thread.
 */
final class Compressors {

  /** 64 MiB of zlib's state at 256 KiB each (zconf.h: 1 &lt;&lt; 17 and 1 &lt;&lt; 17). */
  private static final int MAX = 256;

  private final AtomicInteger running = new AtomicInteger();

  /** Takes a place, if there is one; {@link #leave} gives it back. */
  boolean enter() {
    if (running.incrementAndGet() <= MAX) {
      return true;
    }
    running.decrementAndGet();
    return false;
  }

  void leave() {
    running.decrementAndGet();
  }
}
