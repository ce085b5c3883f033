package org.rpicluster.balancer.vertx.manager;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The differences between two moments of all clusters, as JSON: of each cluster and member its name
 * and the fields that have another value now, and of a cluster whose members are others {@code
 * ids}, all of them in their order. O(members × fields); stateless, any thread.
 */
final class Differences {

  private static final Set<String> NAMES = Set.of("name", "id");

  private Differences() {}

  /**
   * What a client that knows {@code from} has to be told.
   *
   * @return nothing if that is nothing; all of {@code to} if there are other clusters now
   */
  static Optional<JsonObject> between(JsonObject from, JsonObject to) {
    JsonArray before = from.getJsonArray("clusters");
    JsonArray now = to.getJsonArray("clusters");
    if (!names(before, "name").equals(names(now, "name"))) {
      return Optional.of(to);
    }
    JsonArray clusters = new JsonArray();
    for (int i = 0; i < now.size(); i++) {
      cluster(before.getJsonObject(i), now.getJsonObject(i)).ifPresent(clusters::add);
    }
    JsonObject changed = changed(from, to, Set.of("time", "clusters"));
    if (clusters.isEmpty() && changed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(changed.put("time", to.getValue("time")).put("clusters", clusters));
  }

  private static Optional<JsonObject> cluster(JsonObject from, JsonObject to) {
    JsonObject changed = changed(from, to, Set.of("members"));
    List<String> ids = names(to.getJsonArray("members"), "id");
    if (!ids.equals(names(from.getJsonArray("members"), "id"))) {
      changed.put("ids", new JsonArray(ids));
    }
    JsonArray members = members(from.getJsonArray("members"), to.getJsonArray("members"));
    if (!members.isEmpty()) {
      changed.put("members", members);
    }
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(changed.put("name", to.getValue("name")));
  }

  private static JsonArray members(JsonArray from, JsonArray to) {
    Map<String, JsonObject> before = new HashMap<>();
    objects(from).forEach(member -> before.put(member.getString("id"), member));
    JsonArray members = new JsonArray();
    objects(to)
        .forEach(
            member -> {
              String id = member.getString("id");
              JsonObject changed =
                  changed(before.getOrDefault(id, new JsonObject()), member, NAMES);
              if (!changed.isEmpty()) {
                members.add(changed.put("id", id));
              }
            });
    return members;
  }

  /** The fields that have another value, but for some. */
  private static JsonObject changed(JsonObject from, JsonObject to, Set<String> but) {
    JsonObject changed = new JsonObject();
    for (Map.Entry<String, Object> field : to) {
      String name = field.getKey();
      boolean same =
          from.containsKey(name) && Objects.equals(from.getValue(name), to.getValue(name));
      if (!same && !but.contains(name)) {
        changed.put(name, field.getValue());
      }
    }
    return changed;
  }

  private static List<String> names(JsonArray objects, String field) {
    return objects(objects).map(object -> object.getString(field)).toList();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
