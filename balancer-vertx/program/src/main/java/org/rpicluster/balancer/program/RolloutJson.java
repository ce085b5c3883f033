package org.rpicluster.balancer.program;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.edit.ClusterRollout;
import org.rpicluster.balancer.vertx.edit.RolloutReport;

/** The roll-outs of a cluster as JSON, between balancers. O(members); stateless. */
final class RolloutJson {

  private RolloutJson() {}

  static JsonObject of(ClusterRollout rollout) {
    JsonObject versions = new JsonObject();
    rollout.versions().forEach(versions::put);
    return new JsonObject()
        .put("latest", rollout.latest().map(RolloutJson::of).orElse(null))
        .put("time", rollout.time().toString())
        .put("versions", versions);
  }

  private static JsonObject of(RolloutReport report) {
    JsonObject json =
        new JsonObject()
            .put("target", report.target())
            .put("member", report.member())
            .put("step", report.step())
            .put("detail", report.detail());
    report.version().ifPresent(version -> json.put("version", version));
    return json;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static ClusterRollout read(JsonObject json) {
    Map<String, String> versions = new HashMap<>();
    JsonObject known = json.getJsonObject("versions");
    known.fieldNames().forEach(member -> versions.put(member, known.getString(member)));
    return new ClusterRollout(
        Optional.ofNullable(json.getJsonObject("latest")).map(RolloutReport::of),
        time(json.getString("time")),
        versions);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
