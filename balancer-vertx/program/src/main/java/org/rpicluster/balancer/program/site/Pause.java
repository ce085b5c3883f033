package org.rpicluster.balancer.program.site;

/** Waits between bytes and between pulls, as long as the program is not told to stop. */
@FunctionalInterface
public interface Pause {

  /**
   * Waits.
   *
   * @return whether to go on; false once the program is told to stop
   */
  boolean forNanos(long nanos);
}
