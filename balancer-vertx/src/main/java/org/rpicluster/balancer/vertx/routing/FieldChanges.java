package org.rpicluster.balancer.vertx.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.header.Facts;
import org.rpicluster.balancer.vertx.header.FieldChange;
import org.rpicluster.balancer.vertx.header.FieldChange.Action;
import org.rpicluster.balancer.vertx.header.KnownVariables;
import org.rpicluster.balancer.vertx.header.VariableRule;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.NettyFields;
import org.rpicluster.balancer.vertx.http.Vouched;

/**
 * The changes that a route makes to fields, in requests or in answers, one after the other. Those
 * by which a message is framed, and those of one hop, are not for a route to touch. What is not
 * asked for costs nothing. Immutable; any thread. Apache's {@code RequestHeader} and {@code
 * Header}.
 *
 * @param variables that values and conditions may ask for
 * @param changes in the order in which they are made
 */
public record FieldChanges(List<VariableRule> variables, List<FieldChange> changes) {

  /** No change. */
  public static final FieldChanges NONE = new FieldChanges(List.of(), List.of());

  private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~\t]*[!-~])?");

  /** Copies the lists. */
  public FieldChanges {
    variables = List.copyOf(variables);
    changes = List.copyOf(changes);
  }

  /**
   * Fields that are set to one value, and fields that are removed.
   *
   * @param set names and their values; a field that is there already is replaced
   * @param remove names
   */
  public FieldChanges(Map<String, String> set, List<String> remove) {
    this(List.of(), plain(set, remove));
  }

  private static List<FieldChange> plain(Map<String, String> set, List<String> remove) {
    TreeMap<String, String> inOrder = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inOrder.putAll(set);
    List<FieldChange> changes = new ArrayList<>();
    remove.forEach(name -> changes.add(FieldChange.unset(requireName(name))));
    inOrder.forEach(
        (name, value) ->
            changes.add(
                FieldChange.of(
                    Action.SET, requireName(name), requireValue(value).replace("%", "%%"))));
    return changes;
  }

  /**
   * Checks a name, and gives it back.
   *
   * @throws IllegalArgumentException if it is none, or one that a route must not touch
   */
  public static String requireName(String name) {
    FieldChange.requireName(name);
    Check.argument(!Vouched.isOwn(name), "field", name, "one that the proxy does not set itself");
    return name;
  }

  /**
   * Checks a value, and gives it back.
   *
   * @throws IllegalArgumentException if it could not stand in a message
   */
  public static String requireValue(String value) {
    boolean good = VALUE.matcher(value).matches();
    String shown = "'" + value + "'";
    Check.argument(good, "value", shown, "printable ASCII, no blanks at its ends");
    return value;
  }

  /** Whether nothing is changed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Whether a field is one of those that are set or removed, as a member compares names: what a
   * client says in it is not to be taken for what the route says.
   */
  public boolean has(CharSequence name) {
    for (FieldChange change : changes) {
      if (change.decides(name)) {
        return true;
      }
    }
    return false;
  }

  /** Changes a request, or an answer of the proxy's own that is none but a success. */
  public void apply(Fields fields, Facts facts) {
    Facts known = known(facts);
    for (FieldChange change : changes) {
      change.apply(fields, known);
    }
  }

  /** Changes an error or a redirect of the proxy's own: with those for all answers alone. */
  public void applyToError(Fields fields, Facts facts) {
    Facts known = known(facts);
    for (FieldChange change : changes) {
      if (change.always()) {
        change.apply(fields, known);
      }
    }
  }

  /** Changes an answer of a member. Those for all answers have fields of their own, as in httpd. */
  public void applyToAnswer(Fields fields, Facts facts) {
    Facts known = known(facts);
    Fields apart = null;
    for (FieldChange change : changes) {
      if (change.always()) {
        apart = apart == null ? NettyFields.none() : apart;
        change.apply(apart, known);
      } else {
        change.apply(fields, known);
      }
    }
    if (apart != null) {
      apart.forEach(field -> fields.add(field.getKey(), field.getValue()));
    }
  }

  private Facts known(Facts facts) {
    return variables.isEmpty() ? facts : new KnownVariables(variables, facts);
  }
}
