package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.Rewriting;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/** Binds what a route changes. Stateless. */
final class RewritingBinder {

  private static final Keys CHANGES = Keys.of("set", "remove");
  private static final String SET = "a map of field names and values";
  private static final String REMOVE = "a list of field names";

  private RewritingBinder() {}

  static Rewriting bind(YamlMap map) {
    return fields(map, Rows.bind(map, RewritingRows.ALL, Rewriting.DEFAULT));
  }

  /** Of a rule, which says itself where requests go. */
  static Rewriting ofRule(YamlMap map) {
    return fields(map, Rows.bind(map, RewritingRows.OF_RULES, Rewriting.DEFAULT));
  }

  private static Rewriting fields(YamlMap map, Rewriting values) {
    return values.fields(
        changes(map.find(RewritingRows.REQUEST_HEADERS.key())),
        changes(map.find(RewritingRows.RESPONSE_HEADERS.key())));
  }

  private static FieldChanges changes(Optional<YamlValue> value) {
    return value
        .flatMap(v -> v.map(CHANGES))
        .map(map -> new FieldChanges(set(map), remove(map)))
        .orElse(FieldChanges.NONE);
  }

  private static Map<String, String> set(YamlMap changes) {
    Map<String, String> set = new LinkedHashMap<>();
    changes
        .find("set")
        .flatMap(value -> value.namedMap(SET))
        .ifPresent(map -> map.entries().forEach(entry -> set(entry, set)));
    return set;
  }

  private static void set(YamlMap.KeyAndValue entry, Map<String, String> set) {
    Optional<String> name = entry.keyValue().text(SET, FieldChanges::requireName);
    Optional<String> value = entry.value().text("a value", FieldChanges::requireValue);
    name.ifPresent(n -> value.ifPresent(v -> set.put(n, v)));
  }

  private static List<String> remove(YamlMap changes) {
    List<String> remove = new ArrayList<>();
    changes
        .find("remove")
        .map(value -> value.list(REMOVE))
        .orElse(List.of())
        .forEach(item -> item.text(REMOVE, FieldChanges::requireName).ifPresent(remove::add));
    return remove;
  }
}
