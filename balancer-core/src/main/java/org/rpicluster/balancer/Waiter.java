package org.rpicluster.balancer;

/**
 * A caller that asks for a lease, and would wait for one: {@link Balancer#acquire(PickContext,
 * Waiter)}. It is told once, either {@link #granted} or {@link #refused}; unless it leaves before.
 */
public interface Waiter {

  /**
   * Every member has as many requests as it may have: it waits from now on, and what follows may be
   * told by any thread. Called by the thread that asks, under the line's lock: be quick, and do not
   * call back.
   *
   * @param turn to leave the line
   */
  void waits(Turn turn);

  /** It has a lease, which it must end. */
  void granted(Lease lease);

  /** There is no member for it: at once, or by now, or not in time. */
  void refused(NoMemberException reason);

  /** The place of one that waits. */
  @FunctionalInterface
  interface Turn {

    /**
     * Waits no longer. Any thread; without effect if it has been granted a lease meanwhile, which
     * it is about to be told of and must end all the same.
     */
    void leave();
  }
}
