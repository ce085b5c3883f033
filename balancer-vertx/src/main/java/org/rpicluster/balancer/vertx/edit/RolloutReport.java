package org.rpicluster.balancer.vertx.edit;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * The report of a roll-out on one of its steps. Nothing is done because of it: it is shown.
 * Immutable.
 *
 * @param target what members shall have
 * @param member the one that has come to the step; empty if it is about all
 * @param step a word
 * @param detail a few words for people
 * @param version what the member serves now, if that is known
 */
public record RolloutReport(
    String target, String member, String step, String detail, Optional<String> version) {

  /** The step behind which nothing goes on. */
  public static final String DONE = "done";

  /** A line of a page; what is longer is for the log of the one who rolls out. */
  public static final int CHARACTERS_MAX = 256;

  private static final String EXPECTED = "a text of up to " + CHARACTERS_MAX + " characters";

  private static final List<String> FIELDS =
      List.of("target", "member", "step", "detail", "version");

  /**
   * The report in a JSON object.
   *
   * @throws IllegalArgumentException for unknown fields, for lines that are too long, and if target
   *     or step is missing
   */
  public static RolloutReport of(JsonObject json) {
    for (String name : json.fieldNames()) {
      Check.argument(FIELDS.contains(name), name, "unknown field", String.join(", ", FIELDS));
    }
    String member = text(json, "member");
    Optional<String> version =
        Optional.of(text(json, "version")).filter(some -> !some.isEmpty() && !member.isEmpty());
    return new RolloutReport(
        required(json, "target"), member, required(json, "step"), text(json, "detail"), version);
  }

  /** Whether it is over with this step. */
  public boolean isLast() {
    return step.equals(DONE) && member.isEmpty();
  }

  private static String required(JsonObject json, String name) {
    String text = text(json, name);
    Check.argument(!text.isEmpty(), name, "missing", EXPECTED);
    return text;
  }

  private static String text(JsonObject json, String name) {
    @Nullable Object value = json.getValue(name);
    boolean isLine =
        value == null
            || value instanceof String text
                && text.length() <= CHARACTERS_MAX
                && text.chars().noneMatch(Character::isISOControl);
    Check.argument(isLine, name, shown(value), EXPECTED + " without control characters");
    return value == null ? "" : String.valueOf(value);
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String text ? text.length() + " characters" : String.valueOf(value);
  }
}
