package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.CgiName;
import org.rpicluster.balancer.vertx.http.Vouched;

/**
 * The fields that a route sets and removes, in requests or in answers. Those by which a message is
 * framed, those of one hop, and those in which the proxy says who was before it are not for a route
 * to touch. Immutable. Apache's {@code RequestHeader} and {@code Header}.
 *
 * @param set names and their values; a field that is there already is replaced
 * @param remove names
 */
public record FieldChanges(Map<String, String> set, List<String> remove) {

  /** No change. */
  public static final FieldChanges NONE = new FieldChanges(Map.of(), List.of());

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~\t]*[!-~])?");

  /** Checks names and values. */
  public FieldChanges {
    set.keySet().forEach(FieldChanges::requireName);
    set.values().forEach(FieldChanges::requireValue);
    remove.forEach(FieldChanges::requireName);
    TreeMap<String, String> inOrder = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inOrder.putAll(set);
    set = java.util.Collections.unmodifiableMap(inOrder);
    remove = List.copyOf(remove);
  }

  /**
   * Checks a name, and gives it back.
   *
   * @throws IllegalArgumentException if it is none, or one that a route must not touch
   */
  public static String requireName(String name) {
    Check.argument(TOKEN.matcher(name).matches(), "field", "'" + name + "'", "a field name");
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
    return set.isEmpty() && remove.isEmpty();
  }

  /**
   * Whether a field is one of those that are set or removed, as a member compares names: what a
   * client says in it is not to be taken for what the route says.
   */
  public boolean has(CharSequence name) {
    for (String removed : remove) {
      if (CgiName.isSame(removed, name)) {
        return true;
      }
    }
    for (String replaced : set.keySet()) {
      if (CgiName.isSame(replaced, name)) {
        return true;
      }
    }
    return false;
  }
}
