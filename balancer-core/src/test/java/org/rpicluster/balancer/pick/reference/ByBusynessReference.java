package org.rpicluster.balancer.pick.reference;

/** {@code mod_lbmethod_bybusyness}. */
public final class ByBusynessReference extends ApacheReference {

  private long total;

  /** Without workers. */
  public ByBusynessReference() {}

  @Override
  protected boolean isBest(Worker worker, Worker best) {
    worker.status += worker.factor;
    total += worker.factor;
    return best == null
        || worker.busy < best.busy
        || worker.busy == best.busy && worker.status > best.status;
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
