package org.rpicluster.balancer.fault;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.rpicluster.balancer.time.Scheduler;

/**
 * Is told what an embedder's code has thrown where nothing above could answer for it: an observer,
 * a waiter, a strategy; and which leases were forgotten. The balancer has gone on by then. Called
 * by the thread that met the fault, under no lock; what a reporter itself throws is dropped.
 */
@FunctionalInterface
public interface FaultReporter {

  /**
   * A fault.
   *
   * @param what one line that says whose code it was, and in which cluster
   * @param cause what was thrown
   */
  void report(String what, Throwable cause);

  /**
   * Writes to the JDK's logger {@code org.rpicluster.balancer}, as an error: what recurs, {@link
   * #seldom}.
   */
  static FaultReporter system() {
    Logger logger = System.getLogger("org.rpicluster.balancer");
    return seldom(
        (what, cause) -> logger.log(Level.ERROR, what, cause), Scheduler.daemon("balancer-faults"));
  }

  /**
   * Tells another reporter of a fault that meets every request only once, and then once a minute
   * how often it has recurred: for a log. Faults are one kind if they differ in the message of what
   * was thrown, and in nothing else.
   *
   * @param scheduler for the lines that say how often
   */
  static FaultReporter seldom(FaultReporter log, Scheduler scheduler) {
    RecurringFaults faults = new RecurringFaults(scheduler, log::report);
    return (what, cause) -> {
      String kind = what.replace(String.valueOf(cause), cause.getClass().getName());
      faults.occurred(kind, what, cause);
    };
  }
}
