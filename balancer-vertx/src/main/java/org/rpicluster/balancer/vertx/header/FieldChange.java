package org.rpicluster.balancer.vertx.header;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.http.CgiName;
import org.rpicluster.balancer.vertx.http.Fields;
import org.rpicluster.balancer.vertx.http.Vouched;

/**
 * One change of one field. Costs a look at the names that are there, and what its value and its
 * conditions ask for. Immutable; any thread. Apache's mod_headers.
 *
 * @param action what is done
 * @param name the field
 * @param value what it is set to, or what takes the place of what is found
 * @param pattern what is looked for, of an edit
 * @param when must all hold
 * @param always also in errors and redirects of the proxy's own, and apart from what a member says
 */
public record FieldChange(
    Action action,
    String name,
    Optional<ValueFormat> value,
    Optional<FieldPattern> pattern,
    List<Condition> when,
    boolean always) {

  /** What may be done. */
  public enum Action {
    /** It is this, whatever it was. */
    SET,
    /** It is this, unless it is there. */
    SET_IF_EMPTY,
    /** It is this as well, in the same line. */
    APPEND,
    /** The same, unless it is one of the elements that are there. */
    MERGE,
    /** It is this as well, in a line of its own. */
    ADD,
    /** The first that is found in each line is replaced. */
    EDIT,
    /** All that is found in each line is replaced. */
    EDIT_ALL,
    /** It is not there. */
    UNSET
  }

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

  /** What the proxy says of the client, and an operator may know better. */
  private static final Set<String> KNOWN_BETTER =
      Set.of("x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip");

  /** Checks the name, and that all is there that the action needs. */
  public FieldChange {
    requireName(name);
    boolean edits = action == Action.EDIT || action == Action.EDIT_ALL;
    Check.argument(pattern.isPresent() == edits, action.name(), name, "an expression for an edit");
    Check.argument(
        value.isPresent() == (action != Action.UNSET),
        action.name(),
        name,
        "a value, but to unset");
    when = List.copyOf(when);
  }

  /** One without conditions. */
  public static FieldChange of(Action action, String name, String value) {
    return new FieldChange(
        action, name, Optional.of(ValueFormat.of(value)), Optional.empty(), List.of(), false);
  }

  /** Takes a field away. */
  public static FieldChange unset(String name) {
    return new FieldChange(
        Action.UNSET, name, Optional.empty(), Optional.empty(), List.of(), false);
  }

  /**
   * Checks a name, and gives it back.
   *
   * @throws IllegalArgumentException if it is none, or one by which a message is framed or sent on
   */
  public static String requireName(String name) {
    Check.argument(TOKEN.matcher(name).matches(), "field", "'" + name + "'", "a field name");
    boolean free = !Vouched.isOwn(name) || isKnownBetter(name);
    Check.argument(free, "field", name, "one that the proxy does not set itself");
    return name;
  }

  private static boolean isKnownBetter(String name) {
    return KNOWN_BETTER.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether it is the same for every message: sets a fixed value, or takes a field away. */
  public boolean isPlain() {
    boolean simple = action == Action.UNSET || action == Action.SET && value.get().isFixed();
    return simple && when.isEmpty() && !always && !Vouched.isOwn(name);
  }

  /** Whether it decides alone what a field is, as a member compares names. */
  public boolean decides(CharSequence other) {
    return (action == Action.SET || action == Action.UNSET) && CgiName.isSame(name, other);
  }

  /** Changes the fields of one message, if its conditions hold. */
  public void apply(Fields fields, Facts facts) {
    for (Condition condition : when) {
      if (!condition.holds(facts)) {
        return;
      }
    }
    switch (action) {
      case UNSET -> remove(fields);
      case SET -> set(fields, of(facts));
      case SET_IF_EMPTY -> {
        if (!fields.contains(name)) {
          fields.set(name, of(facts));
        }
      }
      case ADD -> fields.add(name, of(facts));
      case APPEND -> append(fields, of(facts));
      case MERGE -> merge(fields, of(facts));
      default -> edit(fields, facts);
    }
  }

  private String of(Facts facts) {
    return value.orElseThrow().of(facts);
  }

  private void set(Fields fields, String text) {
    remove(fields);
    fields.set(name, text);
  }

  /** With what a member would take for the same: a client cannot say it in another spelling. */
  private void remove(Fields fields) {
    List<String> same = new ArrayList<>(1);
    for (Map.Entry<String, String> field : fields) {
      if (CgiName.isSame(name, field.getKey())) {
        same.add(field.getKey());
      }
    }
    same.forEach(fields::remove);
  }

  private void append(Fields fields, String text) {
    if (!fields.contains(name)) {
      fields.set(name, text);
      return;
    }
    // Apache writes Vary anew, and without blanks.
    String comma = HttpHeaderNames.VARY.contentEqualsIgnoreCase(name) ? "," : ", ";
    fields.set(name, String.join(comma, fields.getAll(name)) + comma + text);
  }

  private void merge(Fields fields, String text) {
    for (String line : fields.getAll(name)) {
      for (String element : line.split(",")) {
        if (element.strip().equals(text)) {
          return;
        }
      }
    }
    append(fields, text);
  }

  private void edit(Fields fields, Facts facts) {
    List<String> lines = fields.getAll(name);
    if (lines.isEmpty()) {
      return;
    }
    FieldPattern sought = pattern.orElseThrow();
    boolean all = action == Action.EDIT_ALL;
    String other = of(facts);
    fields.set(name, lines.stream().map(line -> sought.replaced(line, other, all)).toList());
  }
}
