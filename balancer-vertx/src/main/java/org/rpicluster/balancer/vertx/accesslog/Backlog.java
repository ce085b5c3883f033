package org.rpicluster.balancer.vertx.accesslog;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.rpicluster.balancer.vertx.memory.MemoryShare;

/**
 * The lines that wait to be written, in bytes of memory, and the bounds on them: a number, and what
 * their share of the account has room for. When the disk falls behind that far, lines are dropped
 * and counted: the log must neither stop the site nor fill the memory. Each call is a few atomic
 * additions. Any thread.
 */
final class Backlog {

  /** About what a line costs beside its characters: string, array header, place in the queue. */
  static final int LINE_OVERHEAD = 64;

  private final long bytesMax;
  private final MemoryShare share;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder dropped = new LongAdder();

  Backlog(long bytesMax, MemoryShare share) {
    this.bytesMax = bytesMax;
    this.share = share;
  }

  /** Makes room for a line, or counts it as dropped. */
  boolean admit(String line) {
    if (bytes.addAndGet(cost(line)) <= bytesMax && share.charge(cost(line))) {
      return true;
    }
    bytes.addAndGet(-cost(line));
    dropped.increment();
    return false;
  }

  /** A line that was admitted has been written; answers whether it was the last that waits. */
  boolean release(String line) {
    share.release(cost(line));
    return bytes.addAndGet(-cost(line)) == 0;
  }

  /** Lines dropped so far. */
  long dropped() {
    return dropped.sum();
  }

  private static int cost(String line) {
    return line.length() + LINE_OVERHEAD;
  }
}
