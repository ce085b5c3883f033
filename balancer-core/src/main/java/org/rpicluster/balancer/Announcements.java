package org.rpicluster.balancer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.rpicluster.balancer.fault.Faults;

/**
 * The news of a cluster that its observer is still to be told. News are noted under the cluster's
 * lock, in the order in which they come true, and told after it, one at a time and in that order,
 * by the thread that caused them or one that is telling already; so an observer may call back, and
 * be slow, and throw. Any thread.
 */
final class Announcements {

  private final Faults faults;
  private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();

  /** How often telling was asked for since the thread that tells began; 0 if none does. */
  private final AtomicInteger asked = new AtomicInteger();

  Announcements(Faults faults) {
    this.faults = faults;
  }

  /** Notes a call of the observer. */
  void note(Runnable call) {
    untold.add(call);
  }

  /** Tells what has been noted. Not under the cluster's lock. */
  void tell() {
    if (untold.isEmpty() || asked.getAndIncrement() > 0) {
      return;
    }
    int heard = 1;
    while (heard > 0) {
      tellAll();
      heard = asked.addAndGet(-heard);
    }
  }

  private void tellAll() {
    boolean whole = false;
    try {
      for (Runnable call = untold.poll(); call != null; call = untold.poll()) {
        faults.contain("the observer", call);
      }
      whole = true;
    } finally {
      if (!whole) {
        asked.set(0); // out of memory: the next change goes on with the rest
      }
    }
  }
}
