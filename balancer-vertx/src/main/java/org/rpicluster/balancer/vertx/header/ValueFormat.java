package org.rpicluster.balancer.vertx.header;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rpicluster.balancer.check.Check;

/**
 * The value of a field as a file has it: {@code %{NAME}e} is a variable, {@code %{NAME}s} what is
 * known of the request or its TLS, {@code %t} when the request came and {@code %D} how long ago
 * that is, {@code %%} a percent sign; or {@code expr=} and text with {@code %{…}} in it. Parsed
 * once, and made anew for each message unless it is fixed. Immutable; any thread. Apache's
 * mod_headers.
 */
public final class ValueFormat {

  private static final String EXPRESSION = "expr=";
  private static final String NOTHING = "(null)";
  private static final String EXPECTED = "%{NAME}e, %{NAME}s, %t, %D or %%";

  private final String text;
  private final List<BiConsumer<StringBuilder, Facts>> pieces = new ArrayList<>();
  private final @Nullable String fixed;

  private ValueFormat(String text) {
    this.text = text;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Check.argument(
          c >= ' ' && c < 0x7F || c == '\t', "value", "'" + text + "'", "printable ASCII");
    }
    fixed = text.startsWith(EXPRESSION) ? expression() : format();
  }

  /**
   * Parses a value.
   *
   * @throws IllegalArgumentException if it could not stand in a message, or asks for what there is
   *     not
   */
  public static ValueFormat of(String text) {
    return new ValueFormat(text);
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** Whether it is the same for every message. */
  public boolean isFixed() {
    return fixed != null;
  }

  /** The value for one message. */
  String of(Facts facts) {
    if (fixed != null) {
      return fixed;
    }
    StringBuilder value = new StringBuilder();
    pieces.forEach(piece -> piece.accept(value, facts));
    return safe(value);
  }

  /** Variables may hold what a client has sent; nothing of it may end a line. */
  private static String safe(StringBuilder value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c >= 0x7F) {
        value.setCharAt(i, ' ');
      }
    }
    return value.toString().strip();
  }

  private @Nullable String expression() {
    TextExpression made = ExpressionReader.text(text.substring(EXPRESSION.length()));
    pieces.add((value, facts) -> value.append(made.of(facts)));
    return null;
  }

  private @Nullable String format() {
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        plain.append(text.charAt(at++));
      } else if (text.startsWith("%%", at)) {
        plain.append('%');
        at += 2;
      } else {
        literal(plain);
        at = directive(at + 1);
      }
    }
    if (pieces.isEmpty()) {
      return plain.toString();
    }
    literal(plain);
    return null;
  }

  private void literal(StringBuilder plain) {
    if (!plain.isEmpty()) {
      String piece = plain.toString();
      pieces.add((value, facts) -> value.append(piece));
      plain.setLength(0);
    }
  }

  /** What stands behind a percent sign; where the rest begins. */
  private int directive(int at) {
    int end = text.startsWith("{", at) ? text.indexOf('}', at) + 1 : at;
    boolean isNamed = end > at;
    char letter =
        end < text.length() && (isNamed || !text.startsWith("{", at)) ? text.charAt(end) : ' ';
    String name = isNamed ? text.substring(at + 1, end - 1) : "";
    switch (letter) {
      case 'e' -> variable(name);
      case 's' -> known(name);
      case 't' -> pieces.add((value, facts) -> value.append("t=").append(facts.receivedMicros()));
      case 'D' -> pieces.add((value, facts) -> value.append("D=").append(facts.elapsedMicros()));
      default -> throw new IllegalArgumentException(Check.message("value", text, EXPECTED));
    }
    return end + 1;
  }

  private void variable(String name) {
    pieces.add(
        (value, facts) -> {
          String found = facts.variable(name);
          value.append(found == null ? NOTHING : found);
        });
  }

  private void known(String name) {
    Fact fact =
        Fact.named(name)
            .orElseThrow(
                () -> new IllegalArgumentException(Check.message("value", text, Fact.all())));
    pieces.add(
        (value, facts) -> {
          String found = facts.of(fact);
          value.append(found.isEmpty() ? NOTHING : found);
        });
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueFormat value && value.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
