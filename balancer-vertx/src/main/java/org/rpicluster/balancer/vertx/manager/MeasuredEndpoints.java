package org.rpicluster.balancer.vertx.manager;

import java.util.Optional;
import org.rpicluster.balancer.Balancer;
import org.rpicluster.balancer.vertx.metrics.Measured;
import org.rpicluster.balancer.vertx.metrics.PrometheusText;
import org.rpicluster.balancer.vertx.metrics.ProxyMetrics;

/**
 * The manager's answers that say what is measured; 404 where nothing is. O(members) each.
 * Stateless; on the request's event loop.
 */
final class MeasuredEndpoints {

  private MeasuredEndpoints() {}

  /** All of it, for Prometheus. */
  static void metrics(ManagerCall call, Optional<ProxyMetrics> metrics, RenderingThread rendering) {
    metrics.ifPresentOrElse(
        all ->
            rendering.send(
                call.exchange(), "metrics", PrometheusText.TYPE, () -> PrometheusText.of(all)),
        () -> Answers.error(call.exchange(), 404, "nothing is measured"));
  }

  /** How a cluster, or the member of it that is asked for, has gone in a minute and a day. */
  static void history(ManagerCall call, Optional<ProxyMetrics> metrics, Balancer balancer) {
    metrics
        .flatMap(all -> measured(all, balancer, call.member()))
        .ifPresentOrElse(
            measured ->
                Answers.json(call.exchange(), 200, MeasuredJson.history(measured.history())),
            () -> Answers.error(call.exchange(), 404, "nothing is measured of it"));
  }

  private static Optional<Measured> measured(
      ProxyMetrics metrics, Balancer balancer, String member) {
    return member.isEmpty() ? metrics.cluster(balancer) : metrics.member(balancer, member);
  }
}
