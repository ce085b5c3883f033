package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.SettingKey;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * The changes of operators, taken apart into single settings that balancers can share, and put
 * together again on top of a configuration. Of a configured member each changed setting is one; of
 * a member that was added each of its settings; that it was added or removed is one more. Values
 * are JSON. O(settings); stateless, any thread.
 */
public final class OverlaySettings {

  private OverlaySettings() {}

  /** Its settings, by what they are of. */
  public static Map<SettingKey, String> of(Overlay overlay) {
    Map<SettingKey, String> settings = new TreeMap<>();
    for (Map.Entry<String, Object> cluster : OverlayJson.of(overlay)) {
      JsonObject json = (JsonObject) cluster.getValue();
      JsonObject strategy = json.getJsonObject(SettingKey.STRATEGY);
      if (strategy != null) {
        settings.put(new SettingKey(cluster.getKey(), "", SettingKey.STRATEGY), strategy.encode());
      }
      for (Map.Entry<String, Object> member : json.getJsonObject("members")) {
        member(settings, cluster.getKey(), member.getKey(), (JsonObject) member.getValue());
      }
    }
    return settings;
  }

  private static void member(
      Map<SettingKey, String> settings, String cluster, String id, JsonObject json) {
    SettingKey presence = new SettingKey(cluster, id, SettingKey.MEMBER);
    switch (json.getString("is")) {
      case "changed" -> {
        for (Object name : json.getJsonArray("settings")) {
          settings.put(
              new SettingKey(cluster, id, name.toString()),
              new JsonObject()
                  .put("configured", json.getJsonObject("configured").getValue(name.toString()))
                  .put("value", json.getJsonObject("values").getValue(name.toString()))
                  .encode());
        }
      }
      case "added" -> {
        JsonObject member = json.getJsonObject("member").copy();
        for (String name : MemberSetting.names()) {
          Object value = member.remove(name);
          settings.put(
              new SettingKey(cluster, id, name), new JsonObject().put("value", value).encode());
        }
        settings.put(presence, json.copy().put("member", member).encode());
      }
      default -> settings.put(presence, json.encode());
    }
  }

  /**
   * The overlay that these settings make. What is of a cluster or member that the configuration
   * does not have is left out, and so is what this version does not understand.
   */
  public static Overlay read(Map<SettingKey, String> settings, List<ClusterSettings> clusters) {
    JsonObject overlay = new JsonObject();
    for (ClusterSettings cluster : clusters) {
      Map<String, JsonObject> byMember = new TreeMap<>();
      settings.forEach(
          (key, value) -> {
            if (key.cluster().equals(cluster.name())) {
              byMember
                  .computeIfAbsent(key.member(), id -> new JsonObject())
                  .put(key.setting(), new JsonObject(value));
            }
          });
      if (!byMember.isEmpty()) {
        overlay.put(cluster.name(), cluster(byMember, cluster));
      }
    }
    return OverlayJson.read(new StateFields("shared", overlay));
  }

  private static JsonObject cluster(Map<String, JsonObject> byMember, ClusterSettings cluster) {
    JsonObject json = new JsonObject();
    JsonObject members = new JsonObject();
    byMember.forEach(
        (id, settings) -> {
          if (id.isEmpty()) {
            Optional.ofNullable(settings.getJsonObject(SettingKey.STRATEGY))
                .filter(strategy -> isUnderstood(json.copy().put(SettingKey.STRATEGY, strategy)))
                .ifPresent(strategy -> json.put(SettingKey.STRATEGY, strategy));
          } else {
            member(id, settings, cluster)
                .filter(it -> isUnderstood(new JsonObject().put(id, it), new JsonObject()))
                .ifPresent(member -> members.put(id, member));
          }
        });
    return json.put("members", members);
  }

  private static boolean isUnderstood(JsonObject cluster) {
    return isUnderstood(new JsonObject(), cluster);
  }

  private static boolean isUnderstood(JsonObject members, JsonObject cluster) {
    try {
      JsonObject whole = new JsonObject().put("c", cluster.copy().put("members", members));
      OverlayJson.read(new StateFields("shared", whole));
      return true;
    } catch (DamagedState e) {
      return false;
    }
  }

  private static Optional<JsonObject> member(
      String id, JsonObject settings, ClusterSettings cluster) {
    JsonObject presence = settings.getJsonObject(SettingKey.MEMBER);
    if (presence == null) {
      return cluster.members().stream()
          .filter(member -> member.id().equals(id))
          .findFirst()
          .map(member -> changed(member, settings));
    }
    return Optional.of(
        presence.getString("is", "").equals("added") ? added(presence, settings) : presence);
  }

  private static JsonObject changed(Member configured, JsonObject settings) {
    JsonObject before = SavedMember.of(configured);
    JsonObject after = before.copy();
    Set<String> names = new TreeSet<>(settings.fieldNames());
    for (String name : names) {
      before.put(name, settings.getJsonObject(name).getValue("configured", before.getValue(name)));
      after.put(name, settings.getJsonObject(name).getValue("value"));
    }
    return new JsonObject()
        .put("is", "changed")
        .put("configured", before)
        .put("settings", new JsonArray(List.copyOf(names)))
        .put("values", after);
  }

  private static JsonObject added(JsonObject presence, JsonObject settings) {
    JsonObject member = presence.getJsonObject("member", new JsonObject()).copy();
    JsonObject plain = SavedMember.of(Member.of("http://unknown"));
    for (String name : MemberSetting.names()) {
      JsonObject value = settings.getJsonObject(name);
      member.put(name, value == null ? plain.getValue(name) : value.getValue("value"));
    }
    return presence.copy().put("member", member);
  }
}
