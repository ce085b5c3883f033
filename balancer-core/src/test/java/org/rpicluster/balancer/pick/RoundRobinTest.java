package org.rpicluster.balancer.pick;

/** That a simple strategy passes the contract; its tickets wrap on the way. */
class RoundRobinTest extends PickerContract {

  @Override
  protected Strategy strategy() {
    return new RoundRobin(Long.MAX_VALUE - 3);
  }
}
