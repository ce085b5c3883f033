package org.rpicluster.balancer.fault;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

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

  /** Writes to the JDK's logger {@code org.rpicluster.balancer}, as an error. */
  static FaultReporter system() {
    Logger logger = System.getLogger("org.rpicluster.balancer");
    return (what, cause) -> logger.log(Level.ERROR, what, cause);
  }
}
