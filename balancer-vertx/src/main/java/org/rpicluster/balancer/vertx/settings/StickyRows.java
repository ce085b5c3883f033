package org.rpicluster.balancer.vertx.settings;

import java.util.List;
import org.rpicluster.balancer.sticky.Stickiness;

/**
 * The table's rows of {@link Stickiness}: how sessions stay with their members, once it is known by
 * which cookie or parameter. Immutable.
 */
public final class StickyRows {

  private static final Setting<Stickiness, String> SEPARATOR =
      new Setting<>(
          "separator",
          ValueTypes.text("one character, or none").called("one character").or("none", ""),
          ".",
          Stickiness::separator,
          Stickiness::separator,
          "the route is what stands after the first one");

  private static final Setting<Stickiness, Boolean> SEMICOLON_ENDS =
      new Setting<>(
          "semicolonEnds",
          ValueTypes.flag(),
          "false",
          Stickiness::semicolonEnds,
          Stickiness::semicolonEnds,
          "whether a value in the URL ends at `;`");

  private static final Setting<Stickiness, Boolean> STRICT =
      new Setting<>(
          "strict",
          ValueTypes.flag(),
          "false",
          Stickiness::strict,
          Stickiness::strict,
          "whether a session whose member cannot serve gets 503");

  /** All of them. */
  public static final List<Setting<Stickiness, ?>> ALL = List.of(SEPARATOR, SEMICOLON_ENDS, STRICT);

  /** Every key, but for those of the cookie that is issued. */
  public static final List<TableRow> KEYS =
      TableRow.all(
          List.of(
              new Part("cookie", "name", "none", "the cookie whose value names the member"),
              new Part("parameter", "name", "none", "the same in the URL")),
          List.of(SEPARATOR, SEMICOLON_ENDS),
          List.of(
              new Part("issue", "boolean", "`true` with `cookie`", "the balancer sets the cookie"),
              STRICT));

  private StickyRows() {}
}
