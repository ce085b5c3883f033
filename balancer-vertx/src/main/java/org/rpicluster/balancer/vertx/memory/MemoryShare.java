package org.rpicluster.balancer.vertx.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The share of one kind of holders in a {@link MemoryAccount}: the requests of one cluster, heads
 * under way, connections. It takes at most so many times what it leaves free, so that whatever
 * others have taken, some room is left. Two atomic additions for each charge; any thread. Charges
 * made at the same moment do not see each other: they may go over by one for each thread.
 */
public final class MemoryShare {

  private final MemoryAccount account;
  private final int timesFree;
  private final AtomicLong used = new AtomicLong();

  MemoryShare(MemoryAccount account, int timesFree) {
    this.account = account;
    this.timesFree = timesFree;
  }

  /**
   * Charges it, if there is room.
   *
   * @return whether it was; then it must be released, once
   */
  public boolean charge(long bytes) {
    if (bytes > room()) {
      return false;
    }
    add(bytes);
    return true;
  }

  /** Gives back what was charged. */
  public void release(long bytes) {
    add(-bytes);
  }

  /** How much is charged. */
  public long used() {
    return used.get();
  }

  /** How much could be charged now. */
  public long room() {
    return Math.max(0, (timesFree * account.free() - used.get()) / (timesFree + 1));
  }

  private void add(long bytes) {
    used.addAndGet(bytes);
    account.add(bytes);
  }
}
