package org.rpicluster.balancer.strategy.rotation;

import org.rpicluster.balancer.pick.PickerContract;
import org.rpicluster.balancer.pick.Strategy;

class ByRequestsTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return new ByRequests();
  }
}
