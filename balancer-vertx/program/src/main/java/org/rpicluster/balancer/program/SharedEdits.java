package org.rpicluster.balancer.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rpicluster.balancer.program.config.ClusterSettings;
import org.rpicluster.balancer.program.overlay.Overlay;
import org.rpicluster.balancer.program.peers.PeerState;
import org.rpicluster.balancer.program.peers.SettingKey;
import org.rpicluster.balancer.program.peers.SharedSettings;
import org.rpicluster.balancer.program.state.OverlaySettings;

/**
 * Translates this balancer's edits for its peers, and theirs for it. It knows all settings that
 * were edited anywhere, those of clusters and members as well that only another balancer's
 * configuration has. O(settings) each; for one thread at a time.
 */
final class SharedEdits {

  private String node;
  private SharedSettings settings;
  private Consumer<SharedSettings> peers = any -> {};

  private SharedEdits(String node, SharedSettings settings) {
    this.node = node;
    this.settings = settings;
  }

  /** As it was when the program ended. */
  static SharedEdits of(PeerState kept) {
    return new SharedEdits(kept.node(), kept.settings());
  }

  /** Of a balancer that was alone until now, with an id that no other has. */
  static SharedEdits begun(Overlay edited) {
    SharedEdits shared = new SharedEdits(newNode(), SharedSettings.NONE);
    shared.edited(Overlay.NONE, edited);
    return shared;
  }

  private static String newNode() {
    return UUID.randomUUID().toString();
  }

  /** Its edits are not told from those of another balancer with the same id: it takes another. */
  void renewNode() {
    node = newNode();
  }

  /** These peers are told of edits from now on; telling them may not wait. */
  void tell(Consumer<SharedSettings> others) {
    peers = others;
  }

  PeerState state() {
    return new PeerState(node, settings);
  }

  SharedSettings settings() {
    return settings;
  }

  /** An edit was made here, or the configuration has overtaken one. */
  void edited(Overlay before, Overlay after) {
    Map<SettingKey, String> changes =
        changes(OverlaySettings.of(before), OverlaySettings.of(after));
    if (!changes.isEmpty()) {
      settings = settings.written(node, changes);
      peers.accept(settings.only(changes.keySet()));
    }
  }

  private Map<SettingKey, String> changes(
      Map<SettingKey, String> before, Map<SettingKey, String> after) {
    Set<SettingKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    keys.addAll(hidden(keys));
    return keys.stream().collect(Collectors.toMap(key -> key, key -> after.getOrDefault(key, "")));
  }

  /** Of a member that comes, goes, or is back to the file all settings are as that edit says. */
  private Set<SettingKey> hidden(Set<SettingKey> changed) {
    Set<SettingKey> members =
        changed.stream()
            .filter(key -> key.setting().equals(SettingKey.MEMBER))
            .collect(Collectors.toSet());
    return settings.values().keySet().stream()
        .filter(key -> members.contains(presence(key)))
        .collect(Collectors.toSet());
  }

  private static SettingKey presence(SettingKey key) {
    return new SettingKey(key.cluster(), key.member(), SettingKey.MEMBER);
  }

  /** Whether another balancer's knowledge is known here. */
  boolean knows(SharedSettings theirs) {
    return settings.merged(theirs).equals(settings);
  }

  /**
   * Takes what another balancer knows.
   *
   * @return the settings that were edited on both sides of a split, of which each side now knows
   */
  List<SettingKey> merge(SharedSettings theirs) {
    List<SettingKey> known = settings.disputed();
    settings = settings.merged(theirs);
    return settings.disputed().stream()
        .filter(key -> key.isEdit() && !known.contains(key))
        .toList();
  }

  /**
   * All edits that concern these clusters, as far as their configuration has not overtaken them.
   */
  Overlay overlay(List<ClusterSettings> clusters) {
    Map<SettingKey, String> edits = new HashMap<>(settings.values());
    edits.keySet().removeIf(key -> !key.isEdit());
    return OverlaySettings.read(edits, clusters).over(clusters, news -> {});
  }

  /** A roll-out in a cluster has come further. */
  void rolledOut(String cluster, String value) {
    SettingKey key = new SettingKey(cluster, "", SettingKey.ROLLOUT);
    settings = settings.written(node, Map.of(key, value));
    peers.accept(settings.only(List.of(key)));
  }

  /** How far roll-outs have come, by cluster. */
  Map<String, String> rollouts() {
    Map<String, String> rollouts = new TreeMap<>();
    settings
        .values()
        .forEach(
            (key, value) -> {
              if (!key.isEdit()) {
                rollouts.put(key.cluster(), value);
              }
            });
    return rollouts;
  }
}
