package org.rpicluster.balancer.benchmarks.contender;

import org.rpicluster.balancer.pick.PickContext;

/**
 * A contender at work in one cluster. {@link #pick}, {@link #begin} and {@link #complete} are
 * called by many threads at once, each with a context of its own; they do what the peer's user
 * would, with the fewest calls that keep the account right which the choice is made by.
 *
 * @param <P> what a pick answers
 * @param <H> what is held while the request is in flight
 */
public interface Selection<P, H> {

  /** The choice alone. */
  P pick(PickContext context);

  /** Puts a request on what was picked to account. */
  H begin(P picked, PickContext context);

  /** The request has ended. */
  void complete(H held);

  /** Which member was picked: 0 to the number of members less one. Not measured. */
  int memberOf(P picked);
}
