package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.ValueFormat;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.routing.FieldChangeRows;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/**
 * Binds the changes of fields that a route makes: a map with what is set and removed, or a list of
 * changes in their order. Stateless.
 */
final class FieldChangesBinder {

  /** The actions by their keys, of which a change has one. */
  static final Map<String, Action> ACTIONS = actions();

  private static final Keys PLAIN = Keys.of("set", "remove");
  private static final Keys OF_REQUEST = Rows.keys(FieldChangeRows.OF_REQUESTS);
  private static final Keys OF_ANSWER = Rows.keys(FieldChangeRows.OF_ANSWERS);
  private static final String SET = "a map of field names and values";
  private static final String REMOVE = "a list of field names";
  private static final String CHANGES =
      "a map with set and remove, or a list of changes, such as {append: Vary, value: Cookie}";

  private FieldChangesBinder() {}

  private static Map<String, Action> actions() {
    Map<String, Action> actions = new LinkedHashMap<>();
    actions.put("set", Action.SET);
    actions.put("setIfEmpty", Action.SET_IF_EMPTY);
    actions.put("append", Action.APPEND);
    actions.put("merge", Action.MERGE);
    actions.put("add", Action.ADD);
    actions.put("edit", Action.EDIT);
    actions.put("unset", Action.UNSET);
    return actions;
  }

  /** What is changed in requests. */
  static FieldChanges ofRequests(YamlMap route) {
    return changes(route, RewritingRows.REQUEST_HEADERS.key(), OF_REQUEST);
  }

  /** What is changed in answers. */
  static FieldChanges ofAnswers(YamlMap route) {
    return changes(route, RewritingRows.RESPONSE_HEADERS.key(), OF_ANSWER);
  }

  private static FieldChanges changes(YamlMap route, String key, Keys keys) {
    Optional<YamlValue> value = route.find(key);
    if (value.isEmpty()) {
      return FieldChanges.NONE;
    }
    if (value.get().isMap()) {
      return value
          .get()
          .map(PLAIN)
          .map(map -> new FieldChanges(set(map), remove(map)))
          .orElse(FieldChanges.NONE);
    }
    List<FieldChange> changes = new ArrayList<>();
    value.get().list(CHANGES).forEach(item -> change(item, keys).ifPresent(changes::add));
    List<VariableRule> variables = changes.isEmpty() ? List.of() : VariablesBinder.bind(route);
    return new FieldChanges(variables, changes);
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

  private static Optional<FieldChange> change(YamlValue item, Keys keys) {
    List<String> said = ACTIONS.keySet().stream().filter(item::hasKey).toList();
    if (said.size() != 1) {
      return item.wrong("one of " + String.join(", ", ACTIONS.keySet()));
    }
    return item.map(keys).flatMap(map -> change(item, map, said.get(0)));
  }

  private static Optional<FieldChange> change(YamlValue item, YamlMap map, String key) {
    Optional<String> name =
        map.require(key, "a field's name")
            .flatMap(value -> value.text("a field's name", FieldChange::requireName));
    Optional<FieldPattern> pattern =
        map.find(FieldChangeRows.MATCH.key()).flatMap(FieldChangesBinder::pattern);
    boolean all = Rows.alone(map, FieldChangeRows.ALL, false);
    Action action = all && key.equals("edit") ? Action.EDIT_ALL : ACTIONS.get(key);
    Optional<ValueFormat> value =
        action == Action.UNSET
            ? Optional.empty()
            : map.require(FieldChangeRows.VALUE.key(), "the field's value")
                .flatMap(FieldChangesBinder::value);
    List<Condition> when = conditions(map);
    boolean always = Rows.alone(map, FieldChangeRows.ALWAYS, false);
    boolean isRead = name.isPresent() && (value.isPresent() || action == Action.UNSET);
    return isRead
        ? item.made(() -> new FieldChange(action, name.get(), value, pattern, when, always))
        : Optional.empty();
  }

  static Optional<FieldPattern> pattern(YamlValue value) {
    return value
        .text("a regular expression")
        .flatMap(text -> value.made(() -> FieldPattern.of(text, false)));
  }

  /** As it is written, blanks and all: it may be empty. */
  private static Optional<ValueFormat> value(YamlValue value) {
    Optional<String> written = value.asWritten();
    return written.isPresent()
        ? value.made(() -> ValueFormat.of(written.get()))
        : value.wrong("a text, such as \"%{BALANCER_WORKER_ROUTE}e\"");
  }

  /** One condition or several, which must all hold. */
  static List<Condition> conditions(YamlMap map) {
    Optional<YamlValue> value = map.find(FieldChangeRows.WHEN.key());
    if (value.isEmpty()) {
      return List.of();
    }
    String expected = "tls, env=NAME, env=!NAME, expr=EXPRESSION, or a list of these";
    List<YamlValue> items =
        value.get().isText() ? List.of(value.get()) : value.get().list(expected);
    List<Condition> when = new ArrayList<>();
    items.forEach(
        item ->
            item.text(expected)
                .flatMap(text -> item.made(() -> Condition.of(text)))
                .ifPresent(when::add));
    return when;
  }
}
