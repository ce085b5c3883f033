package org.rpicluster.balancer.program.takeover;

import java.util.List;

/**
 * The owner of sockets and state, which the next process takes over. Each may block, so not on an
 * event loop.
 */
public interface Owner {

  /** The file descriptors of the sockets that listen. */
  List<Integer> sockets();

  /**
   * Stores what is to outlive the process, lets go of where it is stored, and changes nothing more.
   */
  void release();

  /** The next process has given up: all is as it was. */
  void resume();

  /** The next process serves: this one finishes what it has. */
  void replaced();
}
