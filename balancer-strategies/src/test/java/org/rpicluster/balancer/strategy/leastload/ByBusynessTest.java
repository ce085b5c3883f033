package org.rpicluster.balancer.strategy.leastload;

import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;

class ByBusynessTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return new ByBusyness();
  }
}
