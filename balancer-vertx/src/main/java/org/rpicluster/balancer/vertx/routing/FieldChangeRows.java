package org.rpicluster.balancer.vertx.routing;

import java.util.List;
import org.rpicluster.balancer.vertx.settings.Part;
import org.rpicluster.balancer.vertx.settings.Setting;
import org.rpicluster.balancer.vertx.settings.TableRow;
import org.rpicluster.balancer.vertx.settings.ValueTypes;

/** The table's rows of a change of a field, and of a rule that sets a variable. Immutable. */
public final class FieldChangeRows {

  private static final String FALSE = "false";
  private static final String NAME = "name";
  private static final String NONE = "none";

  /** What is done, by its key; a change has one of them. */
  public static final List<Part> ACTIONS =
      List.of(
          new Part("set", NAME, Part.REQUIRED, "it is `value`, whatever it was"),
          new Part("setIfEmpty", NAME, Part.REQUIRED, "it is `value`, unless it is there"),
          new Part("append", NAME, Part.REQUIRED, "`value` comes behind a comma"),
          new Part("merge", NAME, Part.REQUIRED, "unless it is one of the elements"),
          new Part("add", NAME, Part.REQUIRED, "`value` in a line of its own"),
          new Part("edit", NAME, Part.REQUIRED, "finds first in each line becomes `value`"),
          new Part("unset", NAME, Part.REQUIRED, "it is not there"));

  /** The new value. */
  public static final Part VALUE = new Part("value", "text", Part.REQUIRED, "the field's value");

  /** What an edit looks for. */
  public static final Part MATCH =
      new Part("match", "regular expression", Part.REQUIRED, "what `edit` looks for");

  /** Whether an edit changes all that is found. */
  public static final Setting<Boolean, Boolean> ALL =
      Setting.alone("all", ValueTypes.flag(), FALSE, "`edit` changes all that it finds");

  /** Conditions. */
  public static final Part WHEN =
      new Part("when", "condition, or a list", NONE, "which must all hold");

  /** Whether it is done in errors as well. */
  public static final Setting<Boolean, Boolean> ALWAYS =
      Setting.alone("always", ValueTypes.flag(), FALSE, "also in errors and redirects");

  /** The keys of a change in requests. */
  public static final List<TableRow> OF_REQUESTS =
      TableRow.all(ACTIONS, List.of(VALUE, MATCH, ALL, WHEN));

  /** The keys of a change in answers. */
  public static final List<TableRow> OF_ANSWERS = TableRow.all(OF_REQUESTS, List.of(ALWAYS));

  /** Sets a variable. */
  public static final Part SET = new Part("set", NAME, Part.REQUIRED, "the variable is `value`");

  /** Removes one. */
  public static final Part UNSET = new Part("unset", NAME, Part.REQUIRED, "there is none");

  /** What it is set to. */
  public static final Part SET_TO = new Part("value", "text", "`1`", "a group of `match`");

  /** Whether upper and lower case are the same. */
  public static final Setting<Boolean, Boolean> IGNORE_CASE =
      Setting.alone("ignoreCase", ValueTypes.flag(), FALSE, "upper and lower case are the same");

  /** The keys of a rule that sets a variable. */
  public static final List<TableRow> OF_VARIABLES =
      List.of(
          SET,
          UNSET,
          SET_TO,
          new Part("of", "text", "every request", "a field, `Request_URI`"),
          new Part("match", "regular expression", Part.REQUIRED, "what must be found in it"),
          IGNORE_CASE,
          WHEN);

  private FieldChangeRows() {}
}
