package org.rpicluster.balancer.benchmarks.contender;

import java.util.List;

/**
 * A library and the ways to choose that it offers. Found by {@link java.util.ServiceLoader}: a new
 * one is a class and a line in {@code META-INF/services}. Loading it must not start anything.
 */
public interface Peer {

  /** Its contenders, in the order of the tables. */
  List<Contender> contenders();
}
