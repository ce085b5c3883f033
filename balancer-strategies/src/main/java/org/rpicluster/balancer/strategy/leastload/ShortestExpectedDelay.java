package org.rpicluster.balancer.strategy.leastload;

import org.rpicluster.balancer.pick.Candidate;
import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.SpinLock;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.rotation.Credits;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the candidate that can be expected to be done with the request first, if its weight is its
 * speed: the one with the lowest (requests in flight + 1) / weight; among equals the one with the
 * most credit, which is kept as {@link ByRequests} keeps it, so that they take turns.
 *
 * <p>A heavy member is preferred even while a light one is idle, as it is faster: weights are
 * speeds here, not shares, and a light one is used when the heavy ones are busy.
 *
 * <p>Exact: a choice is counted before the next is made. O(log n) per pick and per end of a
 * request, each under a {@link SpinLock}; allocates nothing ({@link LeastLoad}). Thread-safe.
 *
 * <p>[1] S. Shenker, A. Weinrib: The Optimal Control of Heterogeneous Queueing Systems, IEEE ToC
 * 38(12), 1989, doi:10.1109/12.40850. [2] K. Gardner, J. A. Jaleel, A. Wickeham, S. Doroudi:
 * Scalable Load Balancing in the Presence of Heterogeneous Servers, Performance Evaluation 145,
 * 2021, doi:10.1016/j.peva.2020.102151.
 */
public record ShortestExpectedDelay() implements Strategy {

  /**
   * Delays are held times this as integers, and nothing is lost: weights are at most 10^4
   * hundredths, so two delays that differ do so by 1 / 10^8 or more.
   */
  private static final long SCALE = 100_000_000;

  @Override
  public String name() {
    return "shortest-expected-delay";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new LeastLoad(ShortestExpectedDelay::delay, new Credits());
  }

  /** 2^31 requests in flight do not overflow it, on a member at a tenth of its weight neither. */
  private static long delay(Candidate candidate) {
    return (LeastLoad.felt(candidate) + 1) * SCALE / candidate.member().weight().hundredths();
  }
}
