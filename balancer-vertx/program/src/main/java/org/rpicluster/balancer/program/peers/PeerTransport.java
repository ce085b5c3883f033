package org.rpicluster.balancer.program.peers;

/**
 * The carrier of messages among balancers that hear each other, from the moment in which it has
 * joined them. It tells a {@link PeerListener} who is there and what they say. Any thread.
 */
public interface PeerTransport extends AutoCloseable {

  /**
   * Tells all others. May wait for what was sent before.
   *
   * @throws IllegalStateException if it cannot be sent, or it has left
   */
  void send(byte[] message);

  /** Names of hosts may have got other addresses. Blocks for the system's resolver. */
  default void resolveAgain() {}

  /** Leaves, and tells the others. */
  @Override
  void close();
}
