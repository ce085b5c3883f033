package org.rpicluster.balancer.strategy.leastload;

import org.rpicluster.balancer.pick.Picker;
import org.rpicluster.balancer.pick.Strategy;
import org.rpicluster.balancer.strategy.parts.SpinLock;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.rotation.Contest;
import org.rpicluster.balancer.strategy.rotation.Credits;
import org.rpicluster.balancer.time.Chance;
import org.rpicluster.balancer.time.Ticker;

/**
 * Takes the candidate with the fewest requests in flight, whatever its weight; among equals the one
 * with the most credit, which is kept as {@link ByRequests} keeps it; then the first. Only while a
 * member recovers, which none does in Apache, its requests in flight count for more ({@link
 * LeastLoad}).
 *
 * <p>Exact: a choice is counted before the next is made. O(log n) per pick and per end of a
 * request, each under a {@link SpinLock}; allocates nothing ({@link Contest}). Thread-safe. [1]
 * Apache httpd 2.4, {@code mod_lbmethod_bybusyness}.
 *
 * @param turns picks that are behind it: a test begins where numbers overflow
 */
public record ByBusyness(long turns) implements Strategy {

  public ByBusyness() {
    this(0);
  }

  @Override
  public String name() {
    return "bybusyness";
  }

  @Override
  public Picker newPicker(Ticker ticker, Chance chance) {
    return new LeastLoad(LeastLoad::felt, new Credits(turns));
  }
}
