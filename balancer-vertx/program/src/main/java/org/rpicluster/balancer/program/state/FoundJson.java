package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rpicluster.balancer.program.discovery.Found;
import org.rpicluster.balancer.program.discovery.FoundMembers;
import org.rpicluster.balancer.time.Ticker;

/**
 * The members that were found, in the state file: those that are announced no more begin to drain
 * anew when it is read. Stateless; any thread.
 */
final class FoundJson {

  private static final String MEMBERS = "members";

  private FoundJson() {}

  static JsonObject of(FoundMembers found) {
    JsonObject json = new JsonObject();
    new TreeMap<>(found.clusters())
        .forEach(
            (cluster, members) -> json.put(cluster, new JsonObject().put(MEMBERS, of(members))));
    return json;
  }

  private static JsonArray of(List<Found> members) {
    JsonArray array = new JsonArray();
    for (Found found : members) {
      array.add(
          new JsonObject()
              .put("by", found.by())
              .put("announced", found.isAnnounced())
              .put("member", SavedMember.of(found.member())));
    }
    return array;
  }

  static FoundMembers read(StateFields json) {
    long now = Ticker.system().nanos();
    Map<String, List<Found>> clusters = new LinkedHashMap<>();
    json.objects()
        .forEach(
            (cluster, of) ->
                clusters.put(
                    cluster, of.list(MEMBERS).stream().map(each -> found(each, now)).toList()));
    return new FoundMembers(clusters);
  }

  private static Found found(StateFields json, long nowNanos) {
    return new Found(
        SavedMember.read(json.object("member")),
        json.text("by"),
        json.flag("announced") ? OptionalLong.empty() : OptionalLong.of(nowNanos));
  }
}
