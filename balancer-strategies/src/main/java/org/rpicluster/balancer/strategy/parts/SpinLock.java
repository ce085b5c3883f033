package org.rpicluster.balancer.strategy.parts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for critical sections of well under a microsecond; a change of the cluster alone holds it
 * longer, in proportion to the members. A thread that waits spins and, should the holder have lost
 * its processor, yields; no thread is ever parked, so an event loop is back as soon as the holder
 * is. Not reentrant, not fair. One atomic instruction each to lock and to unlock, and no
 * allocation; any thread.
 */
public final class SpinLock {

  // Longer than any section takes while its holder runs: ~30 ns each.
  private static final int SPINS = 64;

  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private boolean held;

  public void lock() {
    while (!HELD.compareAndSet(this, false, true)) {
      await();
    }
  }

  public void unlock() {
    HELD.setRelease(this, false);
  }

  private void await() {
    for (int spins = 0; (boolean) HELD.getOpaque(this); spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
