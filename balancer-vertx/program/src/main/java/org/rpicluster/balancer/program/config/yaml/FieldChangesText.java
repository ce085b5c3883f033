package org.rpicluster.balancer.program.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rpicluster.balancer.program.config.yaml.YamlText.Bare;
import org.rpicluster.balancer.vertx.accesslog.LogCondition;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.routing.FieldChanges;
import org.rpicluster.balancer.vertx.routing.RewritingRows;

/** Writes the changes of fields; the other side of {@link FieldChangesBinder}. Stateless. */
final class FieldChangesText {

  private static final Bare TRUE = new Bare("true");

  private FieldChangesText() {}

  /** Adds those of requests and answers, and the variables for which they ask. */
  static void write(Map<String, Object> route, FieldChanges toMember, FieldChanges toClient) {
    List<VariableRule> variables =
        toMember.variables().isEmpty() ? toClient.variables() : toMember.variables();
    variables(route, variables);
    changes(route, RewritingRows.REQUEST_HEADERS.key(), toMember);
    changes(route, RewritingRows.RESPONSE_HEADERS.key(), toClient);
  }

  /** Adds when an exchange has a line in the log. */
  static void condition(Map<String, Object> map, LogCondition which) {
    when(map, which.when());
    variables(map, which.variables());
  }

  private static void variables(Map<String, Object> map, List<VariableRule> variables) {
    if (!variables.isEmpty()) {
      map.put(
          RewritingRows.VARIABLES.key(), variables.stream().map(FieldChangesText::rule).toList());
    }
  }

  private static void changes(Map<String, Object> route, String key, FieldChanges changes) {
    Optional<Map<String, Object>> plain = plain(changes);
    if (plain.isPresent()) {
      route.put(key, plain.get());
    } else if (!changes.isEmpty()) {
      route.put(key, changes.changes().stream().map(FieldChangesText::change).toList());
    }
  }

  /** The short form, of those that are read back from it as the same. */
  private static Optional<Map<String, Object>> plain(FieldChanges changes) {
    boolean isPlain = changes.changes().stream().allMatch(FieldChange::isPlain);
    if (!isPlain || changes.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> set = new LinkedHashMap<>();
    List<String> remove = new ArrayList<>();
    for (FieldChange change : changes.changes()) {
      change
          .value()
          .ifPresentOrElse(
              value -> set.put(change.name(), value.text().replace("%%", "%")),
              () -> remove.add(change.name()));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (!set.isEmpty()) {
      map.put("set", set);
    }
    if (!remove.isEmpty()) {
      map.put("remove", remove);
    }
    return isSame(changes, set, remove) ? Optional.of(map) : Optional.empty();
  }

  private static boolean isSame(
      FieldChanges changes, Map<String, String> set, List<String> remove) {
    try {
      return new FieldChanges(set, remove).equals(changes);
    } catch (IllegalArgumentException e) {
      return false; // a value that the short form does not take
    }
  }

  private static Map<String, Object> change(FieldChange change) {
    Map<String, Object> map = new LinkedHashMap<>();
    boolean all = change.action() == Action.EDIT_ALL;
    map.put(key(all ? Action.EDIT : change.action()), change.name());
    change.pattern().ifPresent(pattern -> map.put("match", pattern.text()));
    change.value().ifPresent(value -> map.put("value", value.text()));
    if (all) {
      map.put("all", TRUE);
    }
    when(map, change.when());
    if (change.always()) {
      map.put("always", TRUE);
    }
    return map;
  }

  private static String key(Action action) {
    return FieldChangesBinder.ACTIONS.entrySet().stream()
        .filter(entry -> entry.getValue() == action)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Adds conditions, if there are any. */
  static void when(Map<String, Object> map, List<Condition> when) {
    List<String> texts = when.stream().map(Condition::text).toList();
    if (!texts.isEmpty()) {
      map.put("when", texts.size() == 1 ? texts.get(0) : texts);
    }
  }

  private static Map<String, Object> rule(VariableRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(rule.value().isPresent() ? "set" : "unset", rule.name());
    Optional<String> value = rule.value().filter(v -> !v.equals(VariablesBinder.VALUE_DEFAULT));
    value.ifPresent(text -> map.put("value", text));
    rule.test()
        .ifPresent(
            test -> {
              map.put("of", test.of());
              map.put("match", test.pattern().text());
              if (test.pattern().ignoresCase()) {
                map.put("ignoreCase", TRUE);
              }
            });
    when(map, rule.when());
    return map;
  }
}
