package org.rpicluster.balancer.vertx.edit;

import java.util.List;

/** The balancers that share edits. Any thread; it waits for nothing. */
@FunctionalInterface
public interface PeerBalancers {

  /** A balancer that is alone. */
  PeerBalancers NONE = List::of;

  /** All of them, this one as well, in the order of their names; none where it is alone. */
  List<PeerBalancer> now();
}
