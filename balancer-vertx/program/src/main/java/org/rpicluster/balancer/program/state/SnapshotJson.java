package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rpicluster.balancer.Snapshot;
import org.rpicluster.balancer.member.Totals;

/** The counters and the health of a cluster's members, in the state file. Stateless; any thread. */
final class SnapshotJson {

  private SnapshotJson() {}

  static JsonObject of(Snapshot snapshot) {
    JsonObject members = new JsonObject();
    // In order, so that what has not changed looks the same.
    new TreeMap<>(snapshot.members()).forEach((id, entry) -> members.put(id, entry(entry)));
    return new JsonObject().put("strategy", snapshot.strategy()).put("members", members);
  }

  private static JsonObject entry(Snapshot.Entry entry) {
    Totals totals = entry.totals();
    JsonObject json =
        new JsonObject()
            .put("health", HealthJson.of(entry.health()))
            .put("picks", totals.picks())
            .put("failures", totals.failures())
            .put("bytesToMember", totals.bytesToMember())
            .put("bytesFromMember", totals.bytesFromMember());
    entry.credit().ifPresent(credit -> json.put("credit", credit));
    return json;
  }

  static Snapshot read(StateFields json) {
    Map<String, Snapshot.Entry> members = new LinkedHashMap<>();
    json.object("members").objects().forEach((id, fields) -> members.put(id, entry(fields)));
    return new Snapshot(json.text("strategy"), members);
  }

  private static Snapshot.Entry entry(StateFields json) {
    Totals totals =
        new Totals(
            count(json, "picks"),
            count(json, "failures"),
            count(json, "bytesToMember"),
            count(json, "bytesFromMember"));
    OptionalLong credit =
        json.has("credit")
            ? OptionalLong.of(json.whole("credit", Long.MIN_VALUE, Long.MAX_VALUE))
            : OptionalLong.empty();
    return new Snapshot.Entry(HealthJson.read(json.object("health")), totals, credit);
  }

  private static long count(StateFields json, String name) {
    return json.whole(name, 0, Long.MAX_VALUE);
  }
}
