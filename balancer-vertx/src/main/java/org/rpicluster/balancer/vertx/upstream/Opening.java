package org.rpicluster.balancer.vertx.upstream;

/**
 * An exchange that waits for its connection. Without a way to call it off, clients that ask and
 * leave at once would fill the queue before a member that is at its limit.
 */
@FunctionalInterface
public interface Opening {

  /** There is nothing to call off: it has a connection, or has failed. */
  Opening NONE = () -> {};

  /**
   * The exchange is not wanted any more: its place is free at once, and its listener hears no more.
   * On its event loop; nothing happens if it has a connection already.
   */
  void cancel();
}
