package org.rpicluster.balancer.strategy.traffic;

import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;

class ByTrafficTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return new ByTraffic();
  }
}
