package org.rpicluster.balancer.strategy.rotation;

import java.util.function.Supplier;
import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Candidates;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.strategy.parts.SpinLock;

/**
 * A picker that has a {@link Contest} under a {@link SpinLock}. What it does with every request
 * takes the lock itself, so that nothing is allocated; what is seldom is done by {@link #change}
 * and {@link #read}. Any thread.
 */
public abstract class ContestPicker implements Picker {

  /** Of all that is done with the contest. */
  protected final SpinLock lock = new SpinLock();

  /** Guarded by the lock. */
  protected final Contest contest;

  /** Whether a member has a limit of requests. Written under the lock, read by any thread. */
  private volatile boolean limited;

  /** One without candidates. */
  protected ContestPicker(Contest contest) {
    this.contest = contest;
  }

  @Override
  public final void update(Candidates next) {
    change(
        () -> {
          changing(next);
          limited = next.isLimited();
          contest.update(next);
        });
  }

  /** The cluster is about to change, under the lock. */
  protected void changing(Candidates next) {}

  /** Whether a member that has a request less may have room again. */
  protected final boolean isLimited() {
    return limited;
  }

  /** The load of a candidate has changed. */
  protected final void touch(Candidate candidate) {
    lock.lock();
    try {
      contest.touch(candidate);
    } finally {
      lock.unlock();
    }
  }

  /** Changes the contest. */
  protected final void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /** Reads the contest. */
  protected final <T> T read(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
