package org.rpicluster.balancer.pick.reference;

/** {@code mod_lbmethod_bytraffic}. */
public final class ByTrafficReference extends ApacheReference {

  private long least;

  /** Without workers. */
  public ByTrafficReference() {}

  @Override
  protected boolean isBest(Worker worker, Worker best) {
    long traffic = worker.transferred / worker.factor + worker.read / worker.factor;
    if (best == null || traffic < least) {
      least = traffic;
      return true;
    }
    return false;
  }

  @Override
  protected Worker find() {
    return frame();
  }
}
