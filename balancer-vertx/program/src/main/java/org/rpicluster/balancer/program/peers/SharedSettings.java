package org.rpicluster.balancer.program.peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All settings that were ever edited, as one balancer knows them. O(settings) to change; immutable.
 *
 * @param registers by what they are of
 */
public record SharedSettings(Map<SettingKey, Register> registers) {

  /** Nothing was edited. */
  public static final SharedSettings NONE = new SharedSettings(Map.of());

  /** Copies the map. */
  public SharedSettings {
    registers = Map.copyOf(registers);
  }

  /**
   * After edits that one node makes at once.
   *
   * @param changes the new values; an empty one is "as the configuration says"
   */
  public SharedSettings written(String node, Map<SettingKey, String> changes) {
    Map<SettingKey, Register> next = new HashMap<>(registers);
    changes.forEach((key, value) -> next.put(key, of(key).written(node, value)));
    return new SharedSettings(next);
  }

  /** What is known when another balancer's are known as well, or a part of them. */
  public SharedSettings merged(SharedSettings other) {
    Map<SettingKey, Register> next = new HashMap<>(registers);
    other.registers.forEach((key, register) -> next.merge(key, register, Register::merged));
    return new SharedSettings(next);
  }

  /** Only some of them, to be told to others. */
  public SharedSettings only(Collection<SettingKey> keys) {
    Map<SettingKey, Register> some = new HashMap<>(registers);
    some.keySet().retainAll(keys);
    return new SharedSettings(some);
  }

  /** The clusters of which one setting of theirs was edited. */
  public Set<String> clustersOf(String setting) {
    return registers.keySet().stream()
        .filter(key -> key.setting().equals(setting))
        .map(SettingKey::cluster)
        .collect(Collectors.toSet());
  }

  private Register of(SettingKey key) {
    return registers.getOrDefault(key, Register.NONE);
  }

  /** The value of one that holds; empty if it is as the configuration says. */
  public String value(SettingKey key) {
    return of(key).value(Strictness.of(key));
  }

  /** Those that hold and differ from the configuration, in the order of their keys. */
  public Map<SettingKey, String> values() {
    Map<SettingKey, String> values = new TreeMap<>();
    registers.keySet().forEach(key -> values.put(key, value(key)));
    values.values().removeIf(String::isEmpty);
    return values;
  }

  /** Those that were edited on two sides that did not know of each other. */
  public List<SettingKey> disputed() {
    List<SettingKey> keys = new ArrayList<>();
    registers.forEach(
        (key, register) -> {
          if (register.isDisputed()) {
            keys.add(key);
          }
        });
    keys.sort(null);
    return keys;
  }
}
