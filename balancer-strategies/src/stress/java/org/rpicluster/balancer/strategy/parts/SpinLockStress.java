package org.rpicluster.balancer.strategy.parts;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is done under the lock is seen by the next that holds it. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "both were inside at once")
@State
public class SpinLockStress {

  private final SpinLock lock = new SpinLock();
  private int entered;

  @Actor
  public void first() {
    enter();
  }

  @Actor
  public void second() {
    enter();
  }

  private void enter() {
    lock.lock();
    try {
      entered++;
    } finally {
      lock.unlock();
    }
  }

  @Arbiter
  public void after(I_Result result) {
    result.r1 = entered;
  }
}
