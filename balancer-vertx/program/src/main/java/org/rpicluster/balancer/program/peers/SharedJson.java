package org.rpicluster.balancer.program.peers;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rpicluster.balancer.check.Check;

/**
 * Shared settings as JSON, between balancers and in the state file. O(settings); stateless, any
 * thread.
 */
public final class SharedJson {

  /** Longer names are no names: a cluster's, a member's, a node's. */
  private static final int NAME_MAX = 512;

  /** A node counts edits of people: so many are none. */
  private static final long VERSION_MAX = 1L << 52;

  private SharedJson() {}

  /** The settings, in the order of their keys. */
  public static JsonArray of(SharedSettings settings) {
    JsonArray array = new JsonArray();
    new TreeMap<>(settings.registers()).forEach((key, it) -> array.add(register(key, it)));
    return array;
  }

  private static JsonObject register(SettingKey key, Register register) {
    JsonArray values = new JsonArray();
    new TreeMap<>(register.values())
        .forEach(
            (timestamp, value) ->
                values.add(
                    new JsonObject()
                        .put("version", timestamp.version())
                        .put("node", timestamp.node())
                        .put("value", value.isEmpty() ? null : new JsonObject(value))));
    JsonObject seen = new JsonObject();
    new TreeMap<>(register.seen()).forEach(seen::put);
    return new JsonObject()
        .put("cluster", key.cluster())
        .put("member", key.member())
        .put("setting", key.setting())
        .put("values", values)
        .put("seen", seen);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SharedSettings read(JsonArray array) {
    try {
      Map<SettingKey, Register> registers = new HashMap<>();
      for (int i = 0; i < array.size(); i++) {
        JsonObject json = array.getJsonObject(i);
        registers.put(
            new SettingKey(name(json, "cluster"), name(json, "member"), name(json, "setting")),
            register(json));
      }
      return new SharedSettings(registers);
    } catch (ClassCastException | NullPointerException | DecodeException e) {
      throw new IllegalArgumentException("shared settings: not understood: " + e.getMessage(), e);
    }
  }

  private static Register register(JsonObject json) {
    Map<String, Long> seen = new HashMap<>();
    json.getJsonObject("seen")
        .forEach(each -> seen.put(each.getKey(), version(((Number) each.getValue()).longValue())));
    Map<LamportTimestamp, String> values = new HashMap<>();
    JsonArray array = json.getJsonArray("values");
    for (int i = 0; i < array.size(); i++) {
      JsonObject each = array.getJsonObject(i);
      JsonObject value = each.getJsonObject("value");
      LamportTimestamp timestamp =
          new LamportTimestamp(version(each.getLong("version")), name(each, "node"));
      Check.argument(
          seen.getOrDefault(timestamp.node(), 0L) >= timestamp.version(),
          "seen",
          seen,
          "each value's node");
      values.put(timestamp, value == null ? "" : value.encode());
    }
    return new Register(values, seen);
  }

  private static long version(long version) {
    Check.argument(version > 0 && version < VERSION_MAX, "version", version, "1 to 2^52");
    return version;
  }

  private static String name(JsonObject json, String field) {
    String name = json.getString(field);
    Check.argument(name.length() <= NAME_MAX, field, name.length(), NAME_MAX + " characters");
    return name;
  }
}
