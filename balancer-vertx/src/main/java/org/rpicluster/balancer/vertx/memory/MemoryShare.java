package org.rpicluster.balancer.vertx.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one kind of holders has of a {@link MemoryAccount}: the requests of one cluster, heads under
 * way, connections. It takes at most as much as it leaves free, so that one kind alone never has
 * more than half, two have two thirds, and others still find room. Two atomic additions for each
 * charge; any thread. Charges made at the same moment do not see each other: they may go over by
 * one for each thread.
 */
public final class MemoryShare {

  private final MemoryAccount account;
  private final AtomicLong used = new AtomicLong();

  MemoryShare(MemoryAccount account) {
    this.account = account;
  }

  /**
   * Charges it, if there is room.
   *
   * @return whether it was; then it must be released, once
   */
  public boolean charge(long bytes) {
    if (used.get() + bytes > account.free() - bytes) {
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
    return Math.max(0, (account.free() - used.get()) / 2);
  }

  private void add(long bytes) {
    used.addAndGet(bytes);
    account.add(bytes);
  }
}
