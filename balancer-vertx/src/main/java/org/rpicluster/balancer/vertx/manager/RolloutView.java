package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.vertx.edit.ClusterRollout;
import org.rpicluster.balancer.vertx.edit.RolloutReport;

/** A roll-out that goes on, as JSON and as a line of the page. Stateless; any thread. */
final class RolloutView {

  private RolloutView() {}

  /** Nothing if none goes on. */
  static @Nullable JsonObject json(ClusterRollout rollout) {
    return rollout
        .latest()
        .map(
            report ->
                new JsonObject()
                    .put("target", report.target())
                    .put("updated", rollout.updated())
                    .put("member", report.member())
                    .put("step", report.step())
                    .put("detail", report.detail())
                    .put("time", rollout.time().toString()))
        .orElse(null);
  }

  /** Empty if none goes on; the script of the page says the same. */
  static String text(ClusterRollout rollout, int members, Instant now) {
    return rollout
        .latest()
        .map(
            report ->
                "Roll-out of "
                    + report.target()
                    + ", "
                    + rollout.updated()
                    + " of "
                    + members
                    + " have it: "
                    + step(report)
                    + ", "
                    + Units.age(Duration.between(rollout.time(), now))
                    + " ago")
        .orElse("");
  }

  private static String step(RolloutReport report) {
    String member = report.member().isEmpty() ? "" : report.member() + " ";
    return member + report.step() + (report.detail().isEmpty() ? "" : ": " + report.detail());
  }
}
