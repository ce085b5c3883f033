package org.rpicluster.balancer.program.site.rollout;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.rpicluster.balancer.program.managerclient.ManagerException;
import org.rpicluster.balancer.program.site.Pause;
import org.rpicluster.balancer.program.site.SiteException;
import org.rpicluster.balancer.time.Ticker;

/**
 * Waits for a condition by looking again and again. A manager that cannot be reached is a condition
 * that does not hold yet: balancers restart. Blocks; any thread.
 *
 * @param ticker the clock
 * @param pause the wait between two looks; ends early once the program is told to stop
 */
record ConditionWait(Ticker ticker, Pause pause) {

  /** Twice a second: people see it move, and it costs a Pi nothing. */
  private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

  /**
   * Waits.
   *
   * @return whether the condition holds; false after {@code longest}
   * @throws SiteException if the program is told to stop
   */
  boolean until(Duration longest, BooleanSupplier condition) {
    long begin = ticker.nanos();
    while (!holds(condition)) {
      if (ticker.nanos() - begin >= longest.toNanos()) {
        return false;
      }
      pause(Duration.ofNanos(LOOK_NANOS));
    }
    return true;
  }

  /**
   * Waits so long.
   *
   * @throws SiteException if the program is told to stop
   */
  void pause(Duration time) {
    if (!pause.forNanos(time.toNanos())) {
      throw new SiteException("stopped");
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (ManagerException e) {
      if (e.isRefusal()) {
        throw e;
      }
      return false;
    }
  }
}
