package org.rpicluster.balancer.strategy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.rpicluster.balancer.pick.reference.ByBusynessReference;
import org.rpicluster.balancer.pick.reference.ByRequestsReference;
import org.rpicluster.balancer.pick.reference.ByTrafficReference;
import org.rpicluster.balancer.strategy.leastload.ByBusyness;
import org.rpicluster.balancer.strategy.rotation.ByRequests;
import org.rpicluster.balancer.strategy.traffic.ByTraffic;

/**
 * The three strategies of Apache, pick for pick the same as its reference through random histories
 * of 2000 steps: picks, sticky requests, ends, bytes, exclusions, limits, and every kind of change.
 *
 * <p>How many histories each property tries is set for the module: {@code mvn verify
 * -Dbalancer.histories=1000} is the proof, the usual 50 keep the build short.
 */
class ApacheHistoriesTest {

  private static final int STEPS = 2_000;

  /** A clock at which credits' products overflow soon: Long.MAX_VALUE / 100, the least weight. */
  private static final long LATE = Long.MAX_VALUE / 100 - 1_000;

  @Property(shrinking = ShrinkingMode.OFF)
  void byrequests_isApaches(@ForAll long seed) {
    new History(new ByRequests(), new ByRequestsReference(), seed).steps(STEPS);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void byrequests_isApaches_ifItFindsItsRotationAtOnce(@ForAll long seed) {
    new History(new ByRequests(0, 0), new ByRequestsReference(), seed).steps(STEPS);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void byrequests_isApaches_whereNumbersOverflow(@ForAll long seed) {
    new History(new ByRequests(5, LATE), new ByRequestsReference(), seed).steps(STEPS);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void bybusyness_isApaches(@ForAll long seed) {
    new History(new ByBusyness(), new ByBusynessReference(), seed).steps(STEPS);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void bybusyness_isApaches_whereNumbersOverflow(@ForAll long seed) {
    new History(new ByBusyness(LATE), new ByBusynessReference(), seed).steps(STEPS);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void bytraffic_isApaches(@ForAll long seed) {
    new History(new ByTraffic(), new ByTrafficReference(), seed).steps(STEPS);
  }
}
