package org.rpicluster.balancer.program.peers;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rpicluster.balancer.check.Check;

/** The status of a balancer as JSON, between balancers. O(members); stateless, any thread. */
public final class PeerStatusJson {

  /** Longer texts are none of ours. */
  private static final int TEXT_MAX = 512;

  /** Where more are not well, all are to be looked after: the others are not told of. */
  public static final int UNWELL_MAX = 1_000;

  private PeerStatusJson() {}

  /** As it is told. */
  public static JsonObject of(PeerStatus status) {
    JsonObject unwell = new JsonObject();
    new TreeMap<>(status.unwell())
        .forEach(
            (cluster, members) -> {
              JsonObject json = new JsonObject();
              new TreeMap<>(members).forEach(json::put);
              unwell.put(cluster, json);
            });
    return new JsonObject()
        .put("node", status.node())
        .put("name", status.name())
        .put("address", status.address())
        .put("holdsAddress", status.holdsAddress().orElse(null))
        .put("unwell", unwell)
        .put("digest", status.digest());
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static PeerStatus read(JsonObject json) {
    try {
      return new PeerStatus(
          text(json, "node"),
          text(json, "name"),
          text(json, "address"),
          Optional.ofNullable(json.getBoolean("holdsAddress")),
          unwell(json.getJsonObject("unwell")),
          text(json, "digest"));
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("standing: not understood: " + e.getMessage(), e);
    }
  }

  private static Map<String, Map<String, String>> unwell(JsonObject json) {
    Map<String, Map<String, String>> unwell = new HashMap<>();
    int members = 0;
    for (String cluster : json.fieldNames()) {
      JsonObject of = json.getJsonObject(cluster);
      members += of.size();
      Check.argument(members <= UNWELL_MAX, "unwell", members, UNWELL_MAX + " at most");
      Map<String, String> health = new HashMap<>();
      of.fieldNames().forEach(member -> health.put(member, text(of, member)));
      unwell.put(cluster, health);
    }
    return unwell;
  }

  private static String text(JsonObject json, String field) {
    String text = json.getString(field);
    Check.argument(text.length() <= TEXT_MAX, field, text.length(), TEXT_MAX + " characters");
    return text;
  }
}
