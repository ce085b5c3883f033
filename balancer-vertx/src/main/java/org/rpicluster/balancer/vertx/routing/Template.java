package org.rpicluster.balancer.vertx.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.rpicluster.balancer.check.Check;
import org.rpicluster.balancer.vertx.regex.Regex;
import org.rpicluster.balancer.vertx.regex.Regex.Groups;

/**
 * A text with places that a request fills: {@code $1} is a group of a rule's expression, {@code %1}
 * one of its last condition's, {@code %{NAME}} a variable, {@code ${NAME:key|else}} what a map has
 * for a key, or what one of the functions makes of a text; a backslash takes the next character for
 * itself. O(length). Immutable; two of the same text are equal. Apache's {@code do_expand}.
 */
public final class Template {

  private static final Pattern MAP = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private final String text;
  private final List<Part> parts;

  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Group(int number, boolean isOfCondition) implements Part {}

  private record Variable(String name) implements Part {}

  private record Function(TextFunction function, Template of) implements Part {}

  private record Lookup(String map, Template key, Template otherwise) implements Part {}

  /**
   * What fills it.
   *
   * @param rule the groups of the rule
   * @param condition the groups of its last condition
   * @param variables what a variable is
   * @param maps what a map has for a key
   */
  public record Filling(
      Groups rule,
      Groups condition,
      UnaryOperator<String> variables,
      BiFunction<String, String, Optional<String>> maps) {}

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads one.
   *
   * @param name what messages call it
   * @param known checks the name of a variable, and gives it back
   * @throws IllegalArgumentException if a variable is not known, or not ended
   */
  public static Template of(String name, String text, UnaryOperator<String> known) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c == '\\' && at + 1 < text.length()) {
        plain.append(next);
        at += 2;
      } else if ((c == '$' || c == '%') && next >= '0' && next <= '9') {
        end(plain, parts);
        parts.add(new Group(next - '0', c == '%'));
        at += 2;
      } else if (c == '%' && next == '{') {
        int close = text.indexOf('}', at);
        Check.argument(close > 0, name, text, "a } behind %{");
        end(plain, parts);
        parts.add(new Variable(known.apply(text.substring(at + 2, close))));
        at = close + 1;
      } else if (c == '$' && next == '{') {
        int close = closing(text, at + 2);
        end(plain, parts);
        parts.add(lookup(name, text, close < 0 ? "" : text.substring(at + 2, close), known));
        at = close + 1;
      } else {
        plain.append(c);
        at++;
      }
    }
    end(plain, parts);
    return new Template(text, parts);
  }

  /** The brace that ends a function: that of a variable in it does not. */
  private static int closing(String text, int from) {
    return outside(text, from, '}');
  }

  /** Where a character is that does not stand in braces; -1 if it is nowhere. */
  private static int outside(String text, int from, char searched) {
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == searched && open == 0) {
        return i;
      }
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return -1;
  }

  private static Part lookup(String name, String text, String inner, UnaryOperator<String> known) {
    int colon = inner.indexOf(':');
    String map = colon < 0 ? "" : inner.substring(0, colon);
    Check.argument(MAP.matcher(map).matches(), name, text, "${map:key} or ${map:key|else}");
    String behind = inner.substring(colon + 1);
    Optional<TextFunction> function = TextFunction.named(map);
    if (function.isPresent()) {
      return new Function(function.get(), of(name, behind, known));
    }
    int bar = outside(behind, 0, '|');
    String key = bar < 0 ? behind : behind.substring(0, bar);
    String otherwise = bar < 0 ? "" : behind.substring(bar + 1);
    return new Lookup(map, of(name, key, known), of(name, otherwise, known));
  }

  /** The names of the maps that it asks, but for the functions that are always there. */
  public Set<String> maps() {
    Set<String> maps = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Lookup lookup) {
        maps.add(lookup.map());
        maps.addAll(lookup.key().maps());
        maps.addAll(lookup.otherwise().maps());
      } else if (part instanceof Function function) {
        maps.addAll(function.of().maps());
      }
    }
    return maps;
  }

  /** One in which only {@code $n} is filled in: all else is as it is written. */
  static Template ofGroups(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (text.charAt(at) == '$' && next >= '0' && next <= '9') {
        end(plain, parts);
        parts.add(new Group(next - '0', false));
        at++;
      } else {
        plain.append(text.charAt(at));
      }
    }
    end(plain, parts);
    return new Template(text, parts);
  }

  private static void end(StringBuilder plain, List<Part> parts) {
    if (plain.length() > 0) {
      parts.add(new Text(Regex.bytes(plain.toString())));
      plain.setLength(0);
    }
  }

  /** The text for a request; what it fills in is escaped so. */
  public String filled(Filling filling, UnaryOperator<String> escaped) {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Text plain) {
        filled.append(plain.text());
      } else if (part instanceof Group group) {
        Groups groups = group.isOfCondition() ? filling.condition() : filling.rule();
        filled.append(escaped.apply(groups.at(group.number())));
      } else if (part instanceof Function some) {
        filled.append(some.function().of(some.of().filled(filling, UnaryOperator.identity())));
      } else if (part instanceof Lookup some) {
        filled.append(lookedUp(some, filling));
      } else {
        filled.append(filling.variables().apply(((Variable) part).name()));
      }
    }
    return filled.toString();
  }

  private static String lookedUp(Lookup lookup, Filling filling) {
    String key = lookup.key().filled(filling, UnaryOperator.identity());
    return filling
        .maps()
        .apply(lookup.map(), key)
        .orElseGet(() -> lookup.otherwise().filled(filling, UnaryOperator.identity()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
