package org.rpicluster.balancer.program.config.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One map in a file. Unknown keys, and keys that stand twice, are reported when it is made. For one
 * thread.
 */
final class YamlMap {

  private final YamlDocument document;
  private final MappingNode node;
  private final Map<String, KeyAndValue> entries = new LinkedHashMap<>();

  YamlMap(YamlDocument document, MappingNode node, Keys keys) {
    this.document = document;
    this.node = node;
    node.getValue().forEach(tuple -> add(tuple, keys));
  }

  private void add(NodeTuple tuple, Keys keys) {
    Node keyNode = tuple.getKeyNode();
    if (!(keyNode instanceof ScalarNode scalar)) {
      document.report(keyNode, "key: a map or a list (expected: a word)");
      return;
    }
    String key = scalar.getValue();
    KeyAndValue entry = new KeyAndValue(document, key, keyNode, tuple.getValueNode());
    KeyAndValue first = entries.putIfAbsent(key, entry);
    if (first != null) {
      entry.reportKey(key + ": twice (expected: once; the first is in line " + first.line() + ")");
    }
    if (!keys.has(key)) {
      // To guess what was meant takes a while.
      entry.reportKey(document.isFull() ? key : keys.complaint(key));
    }
  }

  /** The value of a key. */
  Optional<YamlValue> find(String key) {
    return Optional.ofNullable(entries.get(key)).map(KeyAndValue::value);
  }

  /** The value of a key; that it is missing is reported. */
  Optional<YamlValue> require(String key, String expected) {
    Optional<YamlValue> found = find(key);
    if (found.isEmpty()) {
      document.report(node, key + ": missing (expected: " + expected + ")");
    }
    return found;
  }

  /** Every key and its value, in the order of the file. */
  Collection<KeyAndValue> entries() {
    return entries.values();
  }

  /** A key and its value. */
  record KeyAndValue(YamlDocument document, String key, Node keyNode, Node valueNode) {

    YamlValue value() {
      return new YamlValue(document, key, valueNode);
    }

    /** The key itself, where it is a name of the user's. */
    YamlValue keyValue() {
      return new YamlValue(document, key, keyNode);
    }

    int line() {
      return document.lineOf(keyNode);
    }

    void reportKey(String message) {
      document.report(keyNode, message);
    }
  }
}
