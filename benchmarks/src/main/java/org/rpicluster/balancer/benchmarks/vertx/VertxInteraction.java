package org.rpicluster.balancer.benchmarks.vertx;

import io.vertx.core.net.endpoint.InteractionMetrics;
import io.vertx.core.net.endpoint.ServerInteraction;

/**
 * One request on one server, passed on to the server's metrics: the object that Vert.x' resolver
 * makes for each request.
 *
 * @param <M> what the metrics keep for a request
 */
record VertxInteraction<M>(InteractionMetrics<M> metrics, M kept) implements ServerInteraction {

  static <M> ServerInteraction on(InteractionMetrics<M> metrics) {
    return new VertxInteraction<>(metrics, metrics.initiateRequest());
  }

  @Override
  public void reportRequestBegin() {
    metrics.reportRequestBegin(kept);
  }

  @Override
  public void reportRequestEnd() {
    metrics.reportRequestEnd(kept);
  }

  @Override
  public void reportResponseBegin() {
    metrics.reportResponseBegin(kept);
  }

  @Override
  public void reportResponseEnd() {
    metrics.reportResponseEnd(kept);
  }

  @Override
  public void reportFailure(Throwable failure) {
    metrics.reportFailure(kept, failure);
  }
}
