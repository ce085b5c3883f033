package org.rpicluster.balancer.program.peers;

import java.util.List;

/** Is told of a group of balancers. On the threads of what carries messages: it must not wait. */
public interface PeerListener {

  /**
   * The balancers that hear each other now, this one among them, by their names.
   *
   * @param own this one
   * @param hasNew whether there are some that were not there before
   */
  void changed(Peer own, List<Peer> all, boolean hasNew);

  /** Another balancer's message. */
  void received(Peer from, byte[] message);

  /** A connection was refused; any machine can have as many of them as it likes. */
  void refused(String why);
}
