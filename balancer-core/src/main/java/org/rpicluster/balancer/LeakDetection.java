package org.rpicluster.balancer;

/**
 * The levels of the watch over leases that their holder forgets to end: such a lease keeps its
 * place on its member for ever. As Netty's {@code ResourceLeakDetector} watches buffers: a lease
 * that nothing refers to any more, and that has not ended, is reported with the place where it was
 * acquired, and ended as cancelled.
 */
public enum LeakDetection {
  /** None is watched; costs nothing. */
  OFF,
  /** One of 128 is: the others cost an addition. A leak in a loop is found within a second. */
  SIMPLE,
  /** Each is, at the price of a stack trace for each: for tests. */
  PARANOID
}
