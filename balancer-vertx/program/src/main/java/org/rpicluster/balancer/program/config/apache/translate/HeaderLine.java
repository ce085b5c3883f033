package org.rpicluster.balancer.program.config.apache.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.program.config.apache.syntax.Directive;
import org.rpicluster.balancer.vertx.header.Condition;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.header.FieldPattern;
import org.rpicluster.balancer.vertx.header.ValueFormat;

/**
 * One line of {@code Header} or {@code RequestHeader}, taken apart: {@code [table] action name
 * [value [replacement]] [early|env=…|expr=…]}. Stateless. Apache's mod_headers.
 */
final class HeaderLine {

  private static final Set<String> TABLES = Set.of("always", "onsuccess");

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "set", Action.SET,
          "setifempty", Action.SET_IF_EMPTY,
          "append", Action.APPEND,
          "merge", Action.MERGE,
          "add", Action.ADD,
          "edit", Action.EDIT,
          "edit*", Action.EDIT_ALL,
          "unset", Action.UNSET);

  private static final String EXPECTED =
      "set, setifempty, append, merge, add, edit, edit* or unset; echo and note are not carried"
          + " out";

  private HeaderLine() {}

  /** Whether a request's line is to be asked before all others. */
  static boolean isEarly(Directive line) {
    List<String> words = line.arguments();
    return !words.isEmpty() && words.get(words.size() - 1).equalsIgnoreCase("early");
  }

  /**
   * The change that a line asks for.
   *
   * @param around the conditions of the sections that it stands in
   * @throws IllegalArgumentException if it asks for what there is not here
   */
  static FieldChange read(Directive line, List<Condition> around) {
    List<String> words = new ArrayList<>(line.arguments());
    if (isEarly(line)) {
      words.remove(words.size() - 1);
    }
    boolean always = !words.isEmpty() && small(words.get(0)).equals("always");
    if (!words.isEmpty() && line.is("header") && TABLES.contains(small(words.get(0)))) {
      words.remove(0);
    }
    Action action = words.isEmpty() ? null : ACTIONS.get(small(words.get(0)));
    Check.argument(
        action != null, line.name(), words.isEmpty() ? "nothing" : words.get(0), EXPECTED);
    int values = action == Action.UNSET ? 0 : isEdit(action) ? 2 : 1;
    int given = words.size() - 2;
    boolean fits = given == values || given == values + 1;
    Check.argument(fits, line.name(), line.text(), "a name, what belongs to it, and a condition");
    List<Condition> when = new ArrayList<>(around);
    if (given > values) {
      when.add(Condition.of(words.get(words.size() - 1)));
    }
    Optional<FieldPattern> pattern =
        isEdit(action) ? Optional.of(FieldPattern.of(words.get(2), false)) : Optional.empty();
    Optional<ValueFormat> value =
        values == 0 ? Optional.empty() : Optional.of(ValueFormat.of(words.get(1 + values)));
    return new FieldChange(action, bare(words.get(1)), value, pattern, when, always);
  }

  private static boolean isEdit(Action action) {
    return action == Action.EDIT || action == Action.EDIT_ALL;
  }

  /** Some write {@code Header unset Name:}. */
  static String bare(String name) {
    return name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
  }

  private static String small(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
