package org.rpicluster.balancer.benchmarks.contender;

import org.rpicluster.balancer.pick.PickContext;

/**
 * A selection that does not look at what its picks led to, so that nothing has to be told to it.
 *
 * @param <P> what a pick answers
 */
public interface Unaccounted<P> extends Selection<P, P> {

  @Override
  default P begin(P picked, PickContext context) {
    return picked;
  }

  @Override
  default void complete(P held) {}
}
