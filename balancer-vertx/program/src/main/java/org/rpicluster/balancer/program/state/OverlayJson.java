package org.rpicluster.balancer.program.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rpicluster.balancer.member.Member;
import org.rpicluster.balancer.program.config.StrategySettings;
import org.rpicluster.balancer.program.overlay.ClusterOverlay;
import org.rpicluster.balancer.program.overlay.MemberOverlay;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.overlay.StrategyOverlay;
import org.rpicluster.balancer.vertx.edit.MemberValues;
import org.rpicluster.balancer.vertx.settings.MemberSetting;

/**
 * The changes of operators in the state file: each change beside what the configuration said when
 * it was made, by which it is known whether that has changed since. Stateless; any thread.
 */
final class OverlayJson {

  private OverlayJson() {}

  static JsonObject of(Overlay overlay) {
    JsonObject json = new JsonObject();
    new TreeMap<>(overlay.clusters()).forEach((name, cluster) -> json.put(name, of(cluster)));
    return json;
  }

  static JsonObject of(ClusterOverlay cluster) {
    JsonObject members = new JsonObject();
    cluster.members().forEach((id, member) -> members.put(id, of(member)));
    JsonObject json = new JsonObject();
    cluster.strategy().ifPresent(strategy -> json.put("strategy", of(strategy)));
    return json.put("members", members);
  }

  private static JsonObject of(StrategyOverlay strategy) {
    return new JsonObject()
        .put("configured", of(strategy.configured()))
        .put("edited", of(strategy.edited()));
  }

  private static JsonObject of(StrategySettings strategy) {
    JsonObject options = new JsonObject();
    new TreeMap<>(strategy.options()).forEach(options::put);
    return new JsonObject().put("name", strategy.name()).put("options", options);
  }

  private static JsonObject of(MemberOverlay overlay) {
    if (overlay instanceof MemberOverlay.Changed changed) {
      JsonArray settings = new JsonArray();
      new TreeSet<>(changed.edit().settings()).forEach(s -> settings.add(s.toString()));
      return new JsonObject()
          .put("is", "changed")
          .put("configured", SavedMember.of(changed.configured()))
          .put("settings", settings)
          .put("values", SavedMember.of(changed.edit().values()));
    } else if (overlay instanceof MemberOverlay.Added added) {
      JsonObject json = new JsonObject().put("is", "added");
      added.configured().ifPresent(member -> json.put("configured", SavedMember.of(member)));
      return json.put("member", SavedMember.of(added.member()));
    }
    MemberOverlay.Removed removed = (MemberOverlay.Removed) overlay;
    return new JsonObject()
        .put("is", "removed")
        .put("member", SavedMember.of(removed.member()))
        .put("added", removed.added())
        .put("atOnce", removed.atOnce());
  }

  static Overlay read(StateFields json) {
    Map<String, ClusterOverlay> clusters = new LinkedHashMap<>();
    json.objects().forEach((name, fields) -> clusters.put(name, cluster(fields)));
    return new Overlay(clusters);
  }

  static ClusterOverlay cluster(StateFields json) {
    Optional<StrategyOverlay> strategy =
        json.find("strategy")
            .map(s -> new StrategyOverlay(strategy(s, "configured"), strategy(s, "edited")));
    Map<String, MemberOverlay> members = new LinkedHashMap<>();
    json.object("members").objects().forEach((id, fields) -> members.put(id, member(fields)));
    return new ClusterOverlay(strategy, members);
  }

  private static StrategySettings strategy(StateFields parent, String name) {
    StateFields json = parent.object(name);
    Map<String, String> options = json.object("options").texts();
    return json.made(() -> new StrategySettings(json.text("name"), options));
  }

  private static MemberOverlay member(StateFields json) {
    String is = json.text("is");
    return switch (is) {
      case "changed" -> {
        Member values = SavedMember.read(json.object("values"));
        MemberValues edit = new MemberValues(settings(json), values);
        yield new MemberOverlay.Changed(SavedMember.read(json.object("configured")), edit);
      }
      case "added" -> {
        Optional<Member> configured = json.find("configured").map(SavedMember::read);
        yield new MemberOverlay.Added(configured, SavedMember.read(json.object("member")));
      }
      case "removed" ->
          new MemberOverlay.Removed(
              SavedMember.read(json.object("member")), json.flag("added"), json.flag("atOnce"));
      default -> throw json.wrong("is", is, "changed, added, removed");
    };
  }

  private static Set<MemberSetting> settings(StateFields json) {
    Set<MemberSetting> settings = EnumSet.noneOf(MemberSetting.class);
    for (String name : json.texts("settings")) {
      String expected = String.join(", ", MemberSetting.names());
      settings.add(
          MemberSetting.named(name).orElseThrow(() -> json.wrong("settings", name, expected)));
    }
    return settings;
  }
}
