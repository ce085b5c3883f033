package org.rpicluster.balancer.pick.reference;

/** {@code mod_lbmethod_byrequests}. */
public final class ByRequestsReference extends ApacheReference {

  private long total;

  /** Without workers. */
  public ByRequestsReference() {}

  @Override
  protected boolean isBest(Worker worker, Worker best) {
    worker.status += worker.factor;
    total += worker.factor;
    return best == null || worker.status > best.status;
  }

  @Override
  protected Worker find() {
    total = 0;
    Worker best = frame();
    if (best != null) {
      best.status -= total;
    }
    return best;
  }
}
